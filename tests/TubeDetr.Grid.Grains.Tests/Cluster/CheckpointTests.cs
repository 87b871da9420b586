using Azure.Storage.Blobs;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>Which checkpoints are in the store, and what an attempt does with damaged ones.</summary>
public sealed class CheckpointTests(AzuriteProcess azurite)
{
    private const string Five = "method: grid\nparameters: {lr: {value: 1}, epochs: {value: 5}}\n";

    private BlobContainerClient Container => azurite.Service.GetBlobContainerClient("checkpoints");

    [Fact]
    public async Task Training_KeepOne_StoreHeadAndRecordHoldTheLastAlone()
    {
        await using var cluster = await Start((_, _, _) => { });

        var row = Assert.Single(await cluster.UntilEnded(await cluster.Submit("checkpoints: {keep_last: 1, keep_best: 0}\n" + Five)));

        Assert.Equal([5], row.Checkpoints.Select(checkpoint => checkpoint.Epoch));
        await AssertStoreAgrees(row);
        Assert.Equal(0.05, row.BestValue);
    }

    [Fact]
    public async Task AskOfCheckpoint_PinWhileTraining_StaysAndGoesWhenItIsUnpinnedAfterTheEnd()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cluster = await Start((_, step, _) => HoldAt(15, step, arrived, release));
        var sweep = await cluster.Submit("checkpoints: {keep_last: 1, keep_best: 0}\n" + Five);
        var id = ExperimentId.Of(sweep, 0);
        await arrived.Task;
        var first = (await cluster.Until(id, snapshot => !snapshot.Checkpoints.IsEmpty)).Checkpoints[0];

        Assert.Null(await cluster.Experiment(id).AskOfCheckpoint(CheckpointRequest.Pin, first.Blob));
        release.SetResult();
        var row = Assert.Single(await cluster.UntilEnded(sweep));
        Assert.Equal([1, 5], row.Checkpoints.Select(checkpoint => checkpoint.Epoch));
        await AssertStoreAgrees(row);

        Assert.Null(await cluster.Experiment(id).AskOfCheckpoint(CheckpointRequest.Unpin, first.Blob));
        await GridTestCluster.Until(async () => await Container.GetBlobClient(first.Blob).ExistsAsync(), exists => !exists);
        await AssertStoreAgrees((await cluster.Experiment(id).GetSnapshot())!);
    }

    [Theory]
    [InlineData("12345678", "SHA-256")]
    [InlineData("1", "1 bytes, not 8")]
    public async Task Restore_NewestCheckpointIsDamaged_GoesOnFromTheOneBeforeAndSaysSo(string content, string why)
    {
        await using var cluster = await Start((assignment, step, _) =>
        {
            if (assignment.Attempt == 1 && step == 25)
            {
                azurite.AwaitCommit(assignment.Experiment, "1-2-20");
                Container.GetBlobClient($"{assignment.Experiment}/1-2-20").Upload(BinaryData.FromString(content), overwrite: true, CancellationToken.None);
                throw new InvalidOperationException("a cosmic ray");
            }
        });

        var row = Assert.Single(await cluster.UntilEnded(await cluster.Submit(Five)));

        Assert.Equal((ExperimentState.Completed, 2, 10L), (row.State, row.Attempt, row.Attempts[1].FromStep));
        var said = Assert.Single(row.Transitions, move => move.From == move.To);
        Assert.Contains("1-2-20 is damaged", said.Cause, StringComparison.Ordinal);
        Assert.Contains(why, said.Cause, StringComparison.Ordinal);
        Assert.EndsWith("Goes on from epoch 1, step 10.", said.Cause, StringComparison.Ordinal);
        Assert.Equal(50, (await cluster.Metrics(row.Id).Read(0)).Count(measured => measured.Values[0].Key is "loss"));
        await AssertHeadAgrees(row);
    }

    [Fact]
    public async Task Fork_SourceLetsTheCheckpointGo_BeginsWithItsOwnCopy()
    {
        await using var cluster = await Start((_, _, _) => { });
        var sweep = await cluster.Submit(Five);
        var source = Assert.Single(await cluster.UntilEnded(sweep));
        Assert.True(await cluster.Sweep(sweep).Fork(new ForkRequest { Source = source.Id, Epoch = 4, Changes = [new("epochs", "6")] }) is { Accepted: true });

        Assert.Null(await cluster.Experiment(source.Id).AskOfCheckpoint(CheckpointRequest.Delete, source.Checkpoints[^2].Blob));
        await cluster.UntilEnded(sweep);
        var fork = (await cluster.Experiment(ExperimentId.Of(sweep, 1)).GetSnapshot())!;

        Assert.Equal((ExperimentState.Completed, 40L, 0.06), (fork.State, fork.Attempts[0].FromStep, fork.BestValue));
        Assert.Equal([5, 6], fork.Checkpoints.Select(checkpoint => checkpoint.Epoch));
        await AssertStoreAgrees(fork);
    }

    [Fact]
    public async Task Fork_ItsOnlyCheckpointIsDamaged_FailsInsteadOfBeginningAnew()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cluster = await Start((assignment, step, _) => HoldAt(1, assignment.HyperParameters.Values["lr"].Number == 2 ? step : 0, held, release), silos: 1);
        var sweep = await cluster.Submit(Five);
        var source = Assert.Single(await cluster.UntilEnded(sweep));
        await cluster.Submit(Five.Replace("value: 1}", "value: 2}", StringComparison.Ordinal));
        await held.Task; // the only slot is taken: the fork waits
        var fork = await cluster.Sweep(sweep).Fork(new ForkRequest { Source = source.Id, Changes = [new("epochs", "6")] });
        await Container.GetBlobClient($"{fork.Experiment}/0-5-50").UploadAsync(BinaryData.FromString("12345678"), overwrite: true);

        release.SetResult();
        await cluster.UntilEnded(sweep);

        var failed = (await cluster.Experiment(fork.Experiment!.Value).GetSnapshot())!;
        Assert.Equal(ExperimentState.Failed, failed.State);
        Assert.Contains("Fork again", failed.Reason, StringComparison.Ordinal);
    }

    private static void HoldAt(long step, long now, TaskCompletionSource arrived, TaskCompletionSource release)
    {
        if (now == step)
        {
            arrived.TrySetResult();
            release.Task.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
        }
    }

    /// <summary>Every blob is one that the record names, and the head names the same.</summary>
    private async Task AssertStoreAgrees(ExperimentSnapshot experiment)
    {
        await AssertHeadAgrees(experiment);
        var blobs = Container.GetBlobs(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, $"{experiment.Id}/", CancellationToken.None);
        Assert.Equal(experiment.Checkpoints.Select(checkpoint => checkpoint.Blob).Append($"{experiment.Id}/head").Order(StringComparer.Ordinal), blobs.Select(blob => blob.Name).Order(StringComparer.Ordinal));
    }

    private async Task AssertHeadAgrees(ExperimentSnapshot experiment) => Assert.Equal(
        experiment.Checkpoints, await new CheckpointStore(azurite.Storage, TimeProvider.System).List(experiment.Id, CancellationToken.None));

    private Task<GridTestCluster> Start(Action<Assignment, long, CancellationToken> beforeStep, short silos = 2) =>
        GridTestCluster.Start(azurite, new CurveEpochRunner(beforeStep), silos: silos);
}
