using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>
/// Ends an experiment whose best value so far is worse than the median of what the others had shown by the same epoch (the median stopping rule of Golovin et al.,
/// Google Vizier, KDD 2017, with best values in place of running averages).
/// </summary>
/// <param name="warmUp">Epochs before which nobody is ended.</param>
/// <param name="startup">How many others must have shown a value at an epoch before anybody is ended there.</param>
public sealed class MedianPruner(Objective objective, int warmUp, int startup) : IPruner
{
    public string Name => "median";

    public int FirstGrant(int index, int epochs) => epochs;

    public ImmutableArray<Ruling> Judge(ImmutableArray<Curve> curves, int planned)
    {
        var open = curves.Where(curve => curve.End == CurveEnd.Open).ToArray();
        var standings = open.Where(IsJudged).Select(curve => curve.Latest).Distinct().ToDictionary(epoch => epoch, epoch => Standings(curves, epoch));
        return [.. open.Select(curve => (IsJudged(curve) ? Ending(curve, standings[curve.Latest]) : null) ?? NoPruner.GoOn(curve))];
    }

    private bool IsJudged(Curve curve) => curve.Latest >= Math.Max(1, warmUp) && curve.Latest < curve.Epochs;

    private Standing[] Standings(ImmutableArray<Curve> curves, int epoch) => Standing.Order(
        curves.Select(curve => (curve, best: Standing.Best(curve, epoch, objective))).Where(pair => pair.best is not null).Select(pair => new Standing(pair.curve, pair.best!.Value)),
        objective);

    private Ruling? Ending(Curve curve, Standing[] standings)
    {
        var epoch = curve.Latest;
        var others = Array.FindAll(standings, standing => standing.Curve.Index != curve.Index);
        if (others.Length < Math.Max(1, startup))
        {
            return null;
        }

        var own = Array.Find(standings, standing => standing.Curve.Index == curve.Index).Value;
        var median = (Standing.Loss(others[(others.Length - 1) / 2].Value, objective) + Standing.Loss(others[others.Length / 2].Value, objective)) / 2;
        return Standing.Loss(own, objective) > median
            ? new Ruling(curve.Experiment, curve.Index, Verdict.Prune, epoch, Reason(epoch, own, objective.Maximize ? -median : median, others))
            : null;
    }

    private string Reason(int epoch, double own, double median, Standing[] others) =>
        $"pruned by median at epoch {epoch}: its best {objective.Metric} {Standing.Text(own)} is worse than {Standing.Text(median)}, the median of {others.Length} others there; the best is {others[0]}";
}
