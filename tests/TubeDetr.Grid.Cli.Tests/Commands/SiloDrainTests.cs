using TubeDetr.Grid.Contracts.Cluster;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class SiloDrainTests
{
    private readonly CommandLine _line = new();

    [Fact]
    public async Task Drain_UnknownSilo_IsRefused()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("silo", "drain", "silo-9"));

        Assert.Contains("No silo with a slot has the name 'silo-9'", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_Waiting_StaysUntilTheSlotIsClosedAndIdle()
    {
        var open = Some.Cluster();
        var busy = With(open, slot => slot with { Leaving = true });
        _line.Grid.Clusters.Enqueue(open);
        _line.Grid.Clusters.Enqueue(busy);
        _line.Grid.Clusters.Enqueue(With(busy, slot => slot with { Experiment = null }));

        Assert.Equal(ExitCode.Ok, await _line.Run("silo", "drain", "silo-1", "--wait"));

        Assert.Equal(["Drain silo-1"], _line.Grid.Asked);
        Assert.Empty(_line.Grid.Clusters);
        Assert.StartsWith("Silo silo-1 is drained", _line.Out, StringComparison.Ordinal);
    }

    private static ClusterSnapshot With(ClusterSnapshot cluster, Func<Contracts.Trainers.SlotSnapshot, Contracts.Trainers.SlotSnapshot> change) =>
        cluster with { Pool = cluster.Pool with { Slots = [.. cluster.Pool.Slots.Select(change)] } };
}
