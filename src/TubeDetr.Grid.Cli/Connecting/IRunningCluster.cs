using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>A cluster on this machine that this process started and stops.</summary>
public interface IRunningCluster : IAsyncDisposable
{
    ClusterEndpoint Endpoint { get; }

    /// <summary>Stops everything in order; running experiments write a last checkpoint first. May be called twice.</summary>
    Task StopAsync();
}

/// <summary>Starts clusters on this machine.</summary>
public interface IClusterStarter
{
    /// <exception cref="LocalClusterException">It cannot start; the message says what to do.</exception>
    Task<IRunningCluster> Start(LocalClusterOptions options, IProgress<ClusterEvent> progress, CancellationToken cancellationToken);
}

/// <summary>Starts the real one.</summary>
internal sealed class LocalClusterStarter(TimeProvider time) : IClusterStarter
{
    public async Task<IRunningCluster> Start(LocalClusterOptions options, IProgress<ClusterEvent> progress, CancellationToken cancellationToken) =>
        new Running(await LocalClusterHost.StartAsync(options, progress, time, cancellationToken));

    private sealed class Running(LocalClusterHost host) : IRunningCluster
    {
        public ClusterEndpoint Endpoint => host.Endpoint;

        public Task StopAsync() => host.StopAsync();

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
