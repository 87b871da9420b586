using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Search.Tests.Pruners;

public sealed class HyperbandPrunerTests
{
    [Fact]
    public void Judge_BeyondTheThresholdOfTheLastBandPassed_EndsItWithAReason()
    {
        var rulings = Of(strict: false).Judge([.. Others(), SomeCurves.Open(3, 9, 0.3, 0.3, 0.3, 0.3)], 9);

        Assert.Equal((Verdict.Prune, 4), (rulings[3].Verdict, rulings[3].Grant));
        Assert.Equal("pruned by hyperband at epoch 4: its best viou 0.3 is worse than the threshold of the band of epoch 3, 0.5 of s1-02, which the best 1/3 of 3 there have reached", rulings[3].Reason);
    }

    [Fact]
    public void Judge_WhereALaterValueIsGood_SparesItUnlessStrict()
    {
        var late = SomeCurves.Open(3, 9, 0.3, 0.3, 0.3, 0.7);

        Assert.Equal(Verdict.Continue, Of(strict: false).Judge([.. Others(), late], 9)[3].Verdict);
        Assert.Equal(Verdict.Prune, Of(strict: true).Judge([.. Others(), late], 9)[3].Verdict);
    }

    [Theory]
    [InlineData(3, null, null, "3 9 27 81")]
    [InlineData(null, 27, 2, "3 9")]
    [InlineData(null, 27, 9, "1 3 9")]
    public void Of_Settings_HasTheBandsOfWandb(int? minIter, int? maxIter, int? s, string bands)
    {
        var pruner = Pruner.Of(new PrunerSettings { Kind = PrunerKind.Hyperband, MinIter = minIter, MaxIter = maxIter, S = s, Strict = true }, SomeCurves.Greatest);
        var far = Enumerable.Repeat(1.0, 100).ToArray();
        var ends = Enumerable.Range(1, 99).Where(epochs =>
            pruner.Judge([SomeCurves.Open(0, 999, far), SomeCurves.Open(1, 999, [.. far.Select((_, epoch) => epoch + 1 < epochs ? 2.0 : epoch + 1 == epochs ? 0.0 : 2.0).Take(epochs)])], 9)[1].Verdict == Verdict.Prune);

        Assert.Equal(bands, string.Join(' ', ends));
    }

    private static IPruner Of(bool strict) => Pruner.Of(new PrunerSettings { Kind = PrunerKind.Hyperband, MinIter = 3, Strict = strict }, SomeCurves.Greatest);

    private static Curve[] Others() =>
        [SomeCurves.Open(0, 9, 0.9, 0.9, 0.6), SomeCurves.Open(1, 9, 0.1, 0.1, 0.5), SomeCurves.Open(2, 9, 0.2, 0.5)];
}
