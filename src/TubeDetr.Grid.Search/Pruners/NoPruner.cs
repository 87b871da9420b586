using System.Collections.Immutable;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>Lets every experiment train all its epochs.</summary>
public sealed class NoPruner : IPruner
{
    public string Name => "none";

    public int FirstGrant(int index, int epochs) => epochs;

    public ImmutableArray<Ruling> Judge(ImmutableArray<Curve> curves, int planned) => [.. curves.Where(curve => curve.End == CurveEnd.Open).Select(GoOn)];

    /// <summary>The ruling of all pruners that found nothing against an experiment.</summary>
    internal static Ruling GoOn(Curve curve) => new(curve.Experiment, curve.Index, Verdict.Continue, curve.Epochs, "trains on");
}
