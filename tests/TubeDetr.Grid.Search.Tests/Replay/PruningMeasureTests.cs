using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Replay;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Replay;

public sealed class PruningMeasureTests
{
    private static readonly SearchSpace Mixed = Some.Space(
        Some.Choice("optimizer", "sgd", "adam", "lion"),
        Some.Number("lr", DistributionShape.LogUniformValues, 1e-5, 1e-1),
        Some.Integer("layers", 1, 6),
        Some.Uniform("momentum", 0, 0.99, Some.Is("optimizer", "sgd")));

    [Theory]
    [InlineData(PrunerKind.Asha)]
    [InlineData(PrunerKind.Median)]
    public void Of_ItsDefaults_FindsTheSameBestWithAThirdOfTheEpochs(PrunerKind kind)
    {
        var measure = PruningMeasure.Of(new PrunerSettings { Kind = kind }, Mixed, Final, seeds: 20);

        Assert.Equal(0, measure.BestDifference);
        Assert.InRange(measure.EpochFraction, 0.05, 0.35);
    }

    [Fact]
    public void Of_NoPruner_TrainsEverything() =>
        Assert.Equal(new PruningMeasure(1, 0), PruningMeasure.Of(new PrunerSettings(), Mixed, Final, seeds: 2));

    private static double Final(HyperParameterSet set)
    {
        var (rate, bias) = set.Values["optimizer"].Text switch { "sgd" => (-2.0, 0.1), "adam" => (-3.5, 0), _ => (-4, 0.05) };
        var momentum = set.Values.TryGetValue("momentum", out var given) ? 2 * Math.Pow(given.Number - 0.9, 2) : 0;
        return Math.Pow(Math.Log10(set.Values["lr"].Number) - rate, 2) + (0.075 * Math.Pow(set.Values["layers"].Number - 4, 2)) + bias + momentum;
    }
}
