using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class UpCommandTests
{
    private readonly CommandLine _line = new();

    [Fact]
    public async Task Up_UntilInterrupted_ShowsAddressesAndStopsInOrder()
    {
        _line.Variables.Clear();
        using var source = new CancellationTokenSource();
        _line.Clusters.OnStart = (progress, _) =>
        {
            progress.Report(new ClusterEvent(ClusterEventKind.Crashed, "silo-1", "ended with code 1: no [memory]"));
            source.CancelAfter(TimeSpan.FromMilliseconds(1));
            return Task.CompletedTask;
        };

        Assert.Equal(ExitCode.Ok, await _line.Run(["up", "--silos", "3", "--data", "/tmp/x", "--port", "8080"], source.Token));

        Assert.Equal(new LocalClusterOptions { DataRoot = "/tmp/x", Silos = 3, Port = 8080 }, Assert.Single(_line.Clusters.Started));
        Assert.Contains("http://localhost:5080/", _line.Out, StringComparison.Ordinal);
        Assert.Contains("silo-1: ended with code 1: no [memory]", _line.Out, StringComparison.Ordinal);
        Assert.True(_line.Clusters.Stops > 0);
    }

    [Fact]
    public async Task Up_ThatCannotStart_SaysWhatToDo()
    {
        _line.Clusters.Fails = new LocalClusterException("Port 5080 is taken. Choose another with --port.");

        Assert.Equal(ExitCode.Failure, await _line.Run("up"));
        Assert.Equal("Port 5080 is taken. Choose another with --port.\n", _line.Error);
    }
}
