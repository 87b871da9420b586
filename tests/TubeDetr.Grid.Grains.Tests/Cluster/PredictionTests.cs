using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

public sealed class PredictionTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Evaluation_OfEveryEpoch_IsStoredUnderItsCheckpointAndPicturesAreMadeOnce()
    {
        var runner = new CurveEpochRunner((_, _, _) => { });
        await using var cluster = await GridTestCluster.Start(azurite, runner, silos: 1);
        var sweep = await cluster.Submit("method: grid\nparameters: {lr: {values: [1, 2]}, epochs: {value: 2}}");

        var experiments = await cluster.UntilEnded(sweep);

        var store = new PredictionStore(azurite.Storage);
        foreach (var checkpoint in experiments.SelectMany(experiment => experiment.Checkpoints))
        {
            Assert.Equal(checkpoint.Value, Assert.Single((await store.Read(checkpoint.Blob, None))!.Clips).Viou);
        }

        Assert.All(experiments, experiment => Assert.Equal(ExperimentState.Completed, experiment.State));
        Assert.True(await new FilmStripStore(azurite.Storage).Has(sweep.Value, None));
        Assert.Equal(1, runner.Pictures);
    }
}
