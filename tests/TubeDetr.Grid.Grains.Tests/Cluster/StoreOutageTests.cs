using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

public sealed class StoreOutageTests(AzuriteProcess azurite)
{
    private const string One = "method: grid\nparameters: {lr: {value: 1}, epochs: {value: 4}}";

    [Fact]
    public async Task Training_StoreIsAway_GoesOnAndTheSlotSaysSoAndNothingIsLost()
    {
        var (arrived, release, wentOn) = (NewSignal(), NewSignal(), NewSignal());
        await using var gate = new StoreGate(azurite.Port);
        gate.Open();
        await using var cluster = await GridTestCluster.Start(azurite, new CurveEpochRunner((_, step, _) => Pass(step, arrived, release, wentOn)), silos: 1, storePort: gate.Port);
        var sweep = await cluster.Submit(One);
        await arrived.Task;
        await cluster.Until(ExperimentId.Of(sweep, 0), experiment => !experiment.Checkpoints.IsEmpty);

        gate.Close();
        release.SetResult();
        await wentOn.Task;
        var away = await Slot(cluster, slot => slot?.Outage is not null);
        gate.Open();
        var row = Assert.Single(await cluster.UntilEnded(sweep));

        Assert.Contains(": ", away!.Outage!.What, StringComparison.Ordinal);
        Assert.Equal((ExperimentState.Completed, 1), (row.State, row.Attempt));
        Assert.Equal([3, 4], row.Checkpoints.Select(checkpoint => checkpoint.Epoch));
        Assert.Equal(Enumerable.Range(1, 40), (await cluster.Metrics(row.Id).Read(0)).Where(measured => measured.Values[0].Key is "loss").Select(measured => (int)measured.Step));
        await Slot(cluster, slot => slot is { Outage: null });
    }

    /// <summary>Held in the second epoch until the store is gone; the end of the third shows that training went on without it.</summary>
    private static void Pass(long step, TaskCompletionSource arrived, TaskCompletionSource release, TaskCompletionSource wentOn)
    {
        if (step == 15)
        {
            arrived.TrySetResult();
            release.Task.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
        }
        else if (step == 30)
        {
            wentOn.TrySetResult();
        }
    }

    private static Task<SlotSnapshot?> Slot(GridTestCluster cluster, Func<SlotSnapshot?, bool> condition) => GridTestCluster.Until(
        async () => (await cluster.Orleans.Client.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot()).Pool.Slots.FirstOrDefault(), condition);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
