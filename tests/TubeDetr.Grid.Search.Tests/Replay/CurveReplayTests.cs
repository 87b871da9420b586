using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Replay;
using TubeDetr.Grid.Search.Tests.Pruners;

namespace TubeDetr.Grid.Search.Tests.Replay;

public sealed class CurveReplayTests
{
    /// <summary>Number 4 is best at the end, number 0 at every epoch but the last.</summary>
    private static readonly ImmutableArray<TrainedCurve> Nine =
        [.. Enumerable.Range(0, 9).Select(index => SomeCurves.Trained(index, [.. Enumerable.Range(1, 9).Select(epoch => index == 4 && epoch == 9 ? 1 : (10 - index) / 100.0)]))];

    [Fact]
    public void Play_UnderNoPruner_IsWhatWas() => Assert.All(Played(new PrunerSettings()), one =>
    {
        Assert.Equal((9, null), (one.Trained, one.Pruned));
        Assert.Equal(one.Curve.Points.Max(point => point.Value), one.Best);
    });

    [Fact]
    public void Play_UnderHalving_TrainsAThirdOfEachRungOn()
    {
        var played = Played(new PrunerSettings { Kind = PrunerKind.Asha });

        Assert.Equal([9, 3, 3, 1, 1, 1, 1, 1, 1], played.Select(one => one.Trained));
        Assert.StartsWith("pruned by asha at epoch 1", played[4].Pruned, StringComparison.Ordinal);
        Assert.Equal(0.06, played[4].Best);
    }

    [Fact]
    public void Play_OfOneThatFailed_GoesNoFurtherThanItDid()
    {
        var failed = Nine.SetItem(0, Nine[0] with { Trained = 2, Lost = true, Points = [.. Nine[0].Points.Take(2)] });

        var played = CurveReplay.Play(Pruner.Of(new PrunerSettings { Kind = PrunerKind.Asha }, SomeCurves.Greatest), SomeCurves.Greatest, failed, 3);

        Assert.Equal((2, null), (played[0].Trained, played[0].Pruned));
        Assert.Contains(played, one => one.Trained == 9);
    }

    [Fact]
    public void Play_WithRareEvaluations_AsksAfterThemOnly()
    {
        var rare = Nine.Select(curve => curve with { Points = [.. curve.Points.Where(point => point.Epoch % 4 == 0 || point.Epoch == 9)] }).ToImmutableArray();

        var played = CurveReplay.Play(Pruner.Of(new PrunerSettings { Kind = PrunerKind.Asha }, SomeCurves.Greatest), SomeCurves.Greatest, rare, 9);

        Assert.Equal([4, 9], played.Select(one => one.Trained).Distinct().Order());
    }

    private static ImmutableArray<ReplayedExperiment> Played(PrunerSettings settings) => CurveReplay.Play(Pruner.Of(settings, SomeCurves.Greatest), SomeCurves.Greatest, Nine, 9);
}
