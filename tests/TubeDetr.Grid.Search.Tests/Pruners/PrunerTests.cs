using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Search.Tests.Pruners;

public sealed class PrunerTests
{
    [Fact]
    public void Faults_OfSettingsThatHaveNoEffect_NameTheKeysThatHave() => Assert.Equal(
        [("strict", "strict has no effect on asha, which knows min_iter, max_iter, eta, s: leave it out"), ("n_startup", "n_startup has no effect on asha, which knows min_iter, max_iter, eta, s: leave it out")],
        Pruner.Faults(new PrunerSettings { Kind = PrunerKind.Asha, Strict = true, Startup = 2 }));

    [Fact]
    public void Faults_OfNumbersOutOfRange_AreAllThere() => Assert.Equal(
        [("min_iter", "min_iter must be at least 1, not 0"), ("eta", "eta must be at least 1.1, not 1"), ("s", "s must be at least 1, not -1")],
        Pruner.Faults(new PrunerSettings { Kind = PrunerKind.Asha, MinIter = 0, Eta = 1, S = -1 }));

    [Theory]
    [InlineData(null, null, null, "type")]
    [InlineData(1, 27, 2, "type")]
    [InlineData(null, 27, null, "max_iter")]
    [InlineData(3, null, 2, "s")]
    [InlineData(null, 2, 2, "max_iter")]
    public void Faults_OfHyperbandWithoutPlainBands_SayWhatIsMissing(int? minIter, int? maxIter, int? s, string key) => Assert.Equal(
        [key],
        Pruner.Faults(new PrunerSettings { Kind = PrunerKind.Hyperband, MinIter = minIter, MaxIter = maxIter, S = s }).Select(fault => fault.Key));

    [Fact]
    public void Of_None_LetsEverybodyTrainToTheEnd()
    {
        var pruner = Pruner.Of(new PrunerSettings(), SomeCurves.Greatest);

        Assert.Equal(9, pruner.FirstGrant(0, 9));
        Assert.Equal(Verdict.Continue, pruner.Judge([SomeCurves.Open(0, 9, 0)], 1)[0].Verdict);
    }
}
