using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests;

/// <summary>Starts nothing; collects how it was asked and how often it was stopped.</summary>
internal sealed class CollectingStarter : IClusterStarter, IRunningCluster
{
    public List<LocalClusterOptions> Started { get; } = [];

    public int Stops { get; private set; }

    public Exception? Fails { get; set; }

    public Func<IProgress<ClusterEvent>, CancellationToken, Task> OnStart { get; set; } = (progress, _) =>
    {
        progress.Report(new ClusterEvent(ClusterEventKind.Ready, "silo-1", "ready"));
        return Task.CompletedTask;
    };

    public ClusterEndpoint Endpoint { get; private set; } = new("127.0.0.1:7777", "UseDevelopmentStorage=true", new Uri("http://localhost:5080/"), 1);

    public async Task<IRunningCluster> Start(LocalClusterOptions options, IProgress<ClusterEvent> progress, CancellationToken cancellationToken)
    {
        Started.Add(options);
        await OnStart(progress, cancellationToken);
        Endpoint = Endpoint with { Web = options.Web ? Endpoint.Web : null };
        return Fails is null ? this : throw Fails;
    }

    public Task StopAsync()
    {
        Stops++;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
