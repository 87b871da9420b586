using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>The cluster that is to be disturbed: the local one, with a gate before its store of grain state.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private readonly GarnetStore _store;
    private IRunningCluster? _running;

    private ChaosCluster(GarnetStore store, StateGate gate, Injector injector) => (_store, Gate, Injector) = (store, gate, injector);

    public StateGate Gate { get; }

    public Injector Injector { get; }

    public ClusterEndpoint Endpoint => _running!.Endpoint;

    public static async Task<ChaosCluster> Start(ChaosOptions options, string folder, CommandHost host, Action<string> say, CancellationToken cancellationToken)
    {
        var ports = new LoopbackPorts(new Dictionary<string, int>(StringComparer.Ordinal));
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        var store = GarnetStore.Start(Path.Combine(folder, "redis"), ports.For("redis"), Path.Combine(folder, "logs", "redis.log"));
        var gate = new StateGate(ports.For("gate"), ports.For("redis"));
        var cluster = new ChaosCluster(store, gate, new Injector(options, folder, gate, host.Time, say));
        var local = new LocalClusterOptions
        {
            DataRoot = folder,
            Silos = options.Silos,
            Port = ports.For("page"),
            Redis = FormattableString.Invariant($"127.0.0.1:{ports.For("gate")}"),
            LongestPause = TimeSpan.FromSeconds(1), // every child is killed again and again, and that is no reason to wait
        };
        try
        {
            cluster._running = await host.Clusters.Start(local, cluster.Injector, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.StopAsync();
        }

        await Gate.DisposeAsync();
        await _store.DisposeAsync();
    }
}
