using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Search.Tests.Pruners;

public sealed class AshaPrunerTests
{
    private static readonly IPruner Thirds = Pruner.Of(new PrunerSettings { Kind = PrunerKind.Asha, MinIter = 1 }, SomeCurves.Greatest);

    [Fact]
    public void Judge_BeforeTheFirstRung_LetsItTrain() =>
        Assert.Equal((Verdict.Continue, 1), Verdicts(planned: 9, SomeCurves.Open(0, 9))[0]);

    [Fact]
    public void Judge_WithFewerThanEtaAtARung_LetsThemWait() =>
        Assert.Equal([(Verdict.Wait, 1), (Verdict.Wait, 1)], Verdicts(planned: 9, SomeCurves.Open(0, 9, 0.4), SomeCurves.Open(1, 9, 0.5)));

    [Fact]
    public void Judge_WithEtaAtARung_PromotesTheBestToTheNext() => Assert.Equal(
        [(Verdict.Wait, 1), (Verdict.Promote, 3), (Verdict.Wait, 1)],
        Verdicts(planned: 9, SomeCurves.Open(0, 9, 0.4), SomeCurves.Open(1, 9, 0.5), SomeCurves.Open(2, 9, 0.3)));

    [Fact]
    public void Judge_OfOneThatCannotBePromotedWhateverComes_EndsIt() => Assert.Equal(
        [(Verdict.Wait, 1), (Verdict.Promote, 3), (Verdict.Prune, 1)],
        Verdicts(planned: 6, SomeCurves.Open(0, 9, 0.4), SomeCurves.Open(1, 9, 0.5), SomeCurves.Open(2, 9, 0.3)));

    [Fact]
    public void Judge_OfARungThatNobodyCanReachAnyMore_PromotesAtLeastTheBest() => Assert.Equal(
        [(Verdict.Prune, 1), (Verdict.Promote, 3)],
        Verdicts(planned: 3, SomeCurves.Open(0, 9, 0.4), SomeCurves.Open(1, 9, 0.5), SomeCurves.Open(2, 9, 0.6) with { End = CurveEnd.Lost }));

    [Fact]
    public void Judge_AtTheLastRung_PromotesToTheEnd() => Assert.Equal(
        (Verdict.Promote, 9),
        Verdicts(planned: 1, SomeCurves.Open(0, 9, 0.4, 0.5, 0.6) with { Granted = 3 })[0]);

    [Fact]
    public void Judge_OfOneThatWaits_SaysWhatItWaitsFor() => Assert.Equal(
        "waits at the rung of epoch 1: its best viou 0.4 is number 2 of 2 at the rung of epoch 1, of which asha promotes 0 so far; 7 may still come",
        Thirds.Judge([SomeCurves.Open(0, 9, 0.4), SomeCurves.Open(1, 9, 0.5)], 9)[0].Reason);

    [Fact]
    public void Judge_OfOneThatEnds_NamesTheLastThatGoesOn() => Assert.Equal(
        "pruned by asha at epoch 1: its best viou 0.4 is number 2 of 2 at the rung of epoch 1, of which at most 1 can go on; the last of them has 0.5 of s1-02",
        Thirds.Judge([SomeCurves.Open(0, 9, 0.4), SomeCurves.Open(1, 9, 0.5)], 2)[0].Reason);

    [Fact]
    public void Judge_WithEvaluationsBetweenRungs_CountsTheFirstAtOrAfterTheRung() => Assert.Equal(
        Verdict.Promote,
        Thirds.Judge([SomeCurves.Open(0, 9) with { Points = [new CurvePoint(2, 0.4)], Granted = 1 }], 1)[0].Verdict);

    private static ImmutableArray<(Verdict, int)> Verdicts(int planned, params Curve[] curves) =>
        [.. Thirds.Judge([.. curves], planned).Select(ruling => (ruling.Verdict, ruling.Grant))];
}
