using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class SiloCommandsTests
{
    [Fact]
    public async Task List_Cluster_ShowsSilosSlotsAndTheQueue()
    {
        var line = new CommandLine();

        Assert.Equal(ExitCode.Ok, await line.Run("silo", "ls"));

        foreach (var expected in (string[])["2 h 19 min", "24 GiB", "s7k2q9-01 (attempt 2)", "1 experiment waiting:", "s7k2q9-03: waits for a slot with cuda: none is connected", "a100 lab-2"])
        {
            Assert.Contains(expected, line.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task List_StoreIsAway_SaysWhatIsTriedAndSinceWhen()
    {
        var line = new CommandLine();
        var cluster = Some.Cluster();
        var since = line.Host.Time.GetUtcNow() - TimeSpan.FromMinutes(3);
        line.Grid.Clusters.Enqueue(cluster with
        {
            Pool = cluster.Pool with { Slots = [cluster.Pool.Slots[0] with { Outage = new OutageSnapshot(since, "store the checkpoint: Connection refused") }] },
        });

        await line.Run("silo", "ls");

        Assert.Matches("silo-1 has tried in vain for 3 min.* to store the checkpoint: Connection refused\\.", line.Out);
    }
}
