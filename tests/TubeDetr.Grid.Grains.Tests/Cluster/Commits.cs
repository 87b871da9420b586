using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

internal static class Commits
{
    /// <summary>Blocks the computing thread until a checkpoint of it, which is stored while it goes on, is committed.</summary>
    public static void AwaitCommit(this AzuriteProcess azurite, ExperimentId experiment, string checkpoint)
    {
        var store = new CheckpointStore(azurite.Storage, TimeProvider.System);
        Assert.True(SpinWait.SpinUntil(() => store.ReadHead(experiment, CancellationToken.None).GetAwaiter().GetResult()?.Names($"{experiment}/{checkpoint}") is true, TimeSpan.FromSeconds(30)));
    }
}
