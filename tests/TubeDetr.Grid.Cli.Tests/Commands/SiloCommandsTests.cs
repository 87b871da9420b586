namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class SiloCommandsTests
{
    [Fact]
    public async Task List_Cluster_ShowsSilosSlotsAndTheQueue()
    {
        var line = new CommandLine();

        Assert.Equal(ExitCode.Ok, await line.Run("silo", "ls"));

        foreach (var expected in (string[])["2 h 19 min", "24 GiB", "s7k2q9-01 (attempt 2)", "1 experiment waiting: s7k2q9-03"])
        {
            Assert.Contains(expected, line.Out, StringComparison.Ordinal);
        }
    }
}
