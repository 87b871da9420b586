using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>
/// W&amp;B's <c>hyperband</c>: at each band, the value that divides the best 1/eta from the rest is the threshold, and an experiment that has passed a band and is
/// beyond its threshold ends. Nobody waits, so the first ones of a sweep are judged by few.
/// </summary>
/// <param name="bands">Epochs, ascending; the last one that an experiment has passed counts.</param>
/// <param name="strict">Compare the value at the band; else the best so far, so that a late good value still saves an experiment.</param>
public sealed class HyperbandPruner(Objective objective, ImmutableArray<int> bands, double eta, bool strict) : IPruner
{
    public string Name => "hyperband";

    public int FirstGrant(int index, int epochs) => epochs;

    public ImmutableArray<Ruling> Judge(ImmutableArray<Curve> curves, int planned)
    {
        var thresholds = bands.Select(band => Threshold(curves, band)).ToArray();
        return [.. curves.Where(curve => curve.End == CurveEnd.Open).Select(curve => Ending(curve, thresholds) ?? NoPruner.GoOn(curve))];
    }

    private (Standing Value, int Count)? Threshold(ImmutableArray<Curve> curves, int band)
    {
        var standings = Standing.Order(curves.Where(curve => curve.At(band) is not null).Select(curve => new Standing(curve, curve.At(band)!.Value)), objective);
        return standings.Length == 0 ? null : (standings[(int)(standings.Length / eta)], standings.Length);
    }

    private Ruling? Ending(Curve curve, (Standing Value, int Count)?[] thresholds)
    {
        var band = bands.Count(band => band <= curve.Latest) - 1;
        if (band < 0 || curve.Latest >= curve.Epochs || thresholds[band] is not { } threshold)
        {
            return null;
        }

        var own = strict ? curve.At(bands[band])!.Value : Standing.Best(curve, curve.Latest, objective)!.Value;
        return Standing.Loss(own, objective) > Standing.Loss(threshold.Value.Value, objective)
            ? new Ruling(curve.Experiment, curve.Index, Verdict.Prune, curve.Latest, Reason(curve.Latest, bands[band], own, threshold))
            : null;
    }

    private string Reason(int epoch, int band, double own, (Standing Value, int Count) threshold) =>
        $"pruned by hyperband at epoch {epoch}: {(strict ? "its" : "its best")} {objective.Metric} {Standing.Text(own)} is worse than the threshold of the band of epoch {band}, {threshold.Value}, which the best 1/{eta} of {threshold.Count} there have reached";
}
