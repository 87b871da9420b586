using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Search.Tests.Pruners;

public sealed class MedianPrunerTests
{
    private static readonly IPruner AfterTwo = Pruner.Of(new PrunerSettings { Kind = PrunerKind.Median, MinIter = 2, Startup = 3 }, SomeCurves.Greatest);

    [Fact]
    public void Judge_BelowTheMedianOfTheOthers_EndsItWithAReason()
    {
        var rulings = AfterTwo.Judge([.. Others(), SomeCurves.Open(3, 9, 0.1, 0.2)], 9);

        Assert.Equal((Verdict.Prune, 2), (rulings[3].Verdict, rulings[3].Grant));
        Assert.Equal("pruned by median at epoch 2: its best viou 0.2 is worse than 0.4, the median of 3 others there; the best is 0.5 of s1-03", rulings[3].Reason);
    }

    [Fact]
    public void Judge_AtTheMedian_LetsItTrain() => Assert.Equal(Verdict.Continue, AfterTwo.Judge([.. Others(), SomeCurves.Open(3, 9, 0.4, 0.2)], 9)[3].Verdict);

    [Fact]
    public void Judge_BeforeTheWarmUp_LetsItTrain() => Assert.Equal(Verdict.Continue, AfterTwo.Judge([.. Others(), SomeCurves.Open(3, 9, 0.1)], 9)[3].Verdict);

    [Fact]
    public void Judge_WithTooFewOthersAsFar_LetsItTrain() =>
        Assert.Equal(Verdict.Continue, AfterTwo.Judge([.. Others(), SomeCurves.Open(3, 9, 0.1, 0.1, 0.1, 0.1)], 9)[3].Verdict);

    [Fact]
    public void Judge_OfOneWhoseEpochsAreDone_DoesNotEndIt() => Assert.Equal(Verdict.Continue, AfterTwo.Judge([.. Others(), SomeCurves.Open(3, 2, 0.1, 0.1)], 9)[3].Verdict);

    private static Curve[] Others() =>
        [SomeCurves.Open(0, 9, 0.3, 0.3), SomeCurves.Open(1, 9, 0.4, 0.35, 0.1), SomeCurves.Open(2, 9, 0.2, 0.5)];
}
