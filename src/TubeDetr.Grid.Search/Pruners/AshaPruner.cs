using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>
/// Asynchronous successive halving (Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020): an experiment trains up to a rung and waits there;
/// as soon as it is among the best 1/eta of those that have come there, it goes on to the next. Two additions: an experiment ends as soon as it cannot be promoted
/// any more, whatever the others will show; and of a rung to which nobody comes any more, at least the best goes on.
/// </summary>
public sealed class AshaPruner(Objective objective, Ladder ladder) : IPruner
{
    public string Name => "asha";

    public int FirstGrant(int index, int epochs) => ladder.Next(ladder.Bracket(index), 0, epochs);

    public ImmutableArray<Ruling> Judge(ImmutableArray<Curve> curves, int planned)
    {
        // Whoever ends cannot come to a later rung any more, which may settle what becomes of those who wait there.
        var ended = new Dictionary<int, Ruling>();
        while (true)
        {
            var left = curves.Where(curve => curve.End == CurveEnd.Open && !ended.ContainsKey(curve.Index)).ToArray();
            var rulings = Judge(left, [.. curves.Select(curve => ended.ContainsKey(curve.Index) ? curve with { End = CurveEnd.Shown } : curve)], planned);
            var before = ended.Count;
            foreach (var ruling in rulings.Where(ruling => ruling.Verdict == Verdict.Prune))
            {
                ended.Add(ruling.Index, ruling);
            }

            if (ended.Count == before)
            {
                return [.. rulings.Concat(ended.Values).OrderBy(ruling => ruling.Index)];
            }
        }
    }

    private Ruling[] Judge(Curve[] open, ImmutableArray<Curve> curves, int planned)
    {
        var rungs = open.Where(Waits).Select(curve => (Bracket: ladder.Bracket(curve.Index), Epoch: Grant(curve))).Distinct()
            .ToDictionary(rung => rung, rung => Fill(rung.Bracket, rung.Epoch, curves, planned));
        return [.. open.Select(curve => Waits(curve) ? Decide(curve, rungs[(ladder.Bracket(curve.Index), Grant(curve))]) : GoOn(curve))];
    }

    private int Grant(Curve curve) => curve.Granted == 0 ? FirstGrant(curve.Index, curve.Epochs) : curve.Granted;

    private bool Waits(Curve curve) => Grant(curve) < curve.Epochs && curve.Latest >= Grant(curve);

    private Ruling GoOn(Curve curve) => NoPruner.GoOn(curve) with { Grant = Grant(curve) };

    /// <summary>Those that have come to a rung, best first, and how many still may.</summary>
    private Rung Fill(int bracket, int epoch, ImmutableArray<Curve> curves, int planned)
    {
        var peers = curves.Where(curve => curve.End != CurveEnd.Lost && ladder.Bracket(curve.Index) == bracket).ToArray();
        var there = peers.Where(curve => curve.At(epoch) is not null).Select(curve => new Standing(curve, Standing.Best(curve, epoch, objective)!.Value));
        var coming = peers.Count(curve => curve.End == CurveEnd.Open && curve.Epochs > epoch && curve.At(epoch) is null)
            + Enumerable.Range(curves.Length, Math.Max(0, planned - curves.Length)).Count(index => ladder.Bracket(index) == bracket);
        return new Rung(epoch, Standing.Order(there, objective), coming);
    }

    private Ruling Decide(Curve curve, Rung rung)
    {
        var place = Array.FindIndex(rung.There, standing => standing.Curve.Index == curve.Index);
        var (now, most) = (ladder.Promotes(rung.There.Length), Math.Max(1, ladder.Promotes(rung.There.Length + rung.Coming)));
        var (verdict, grant) = place < (rung.Coming == 0 ? most : now) ? (Verdict.Promote, ladder.Next(ladder.Bracket(curve.Index), curve.Latest, curve.Epochs))
            : place >= most ? (Verdict.Prune, curve.Latest)
            : (Verdict.Wait, rung.Epoch);
        return new Ruling(curve.Experiment, curve.Index, verdict, grant, Reason(verdict, place, rung, verdict == Verdict.Prune ? most : now));
    }

    private string Reason(Verdict verdict, int place, Rung rung, int promoted)
    {
        var what = $"its best {objective.Metric} {Standing.Text(rung.There[place].Value)} is number {place + 1} of {rung.There.Length} at the rung of epoch {rung.Epoch}";
        return verdict switch
        {
            Verdict.Promote => $"promoted by asha from epoch {rung.Epoch}: {what}",
            Verdict.Wait => $"waits at the rung of epoch {rung.Epoch}: {what}, of which asha promotes {promoted} so far; {rung.Coming} may still come",
            _ => $"pruned by asha at epoch {rung.There[place].Curve.Latest}: {what}, of which at most {promoted} can go on; the last of them has {rung.There[promoted - 1]}",
        };
    }

    private sealed record Rung(int Epoch, Standing[] There, int Coming);
}
