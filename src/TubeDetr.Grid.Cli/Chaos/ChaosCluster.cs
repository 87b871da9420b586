using System.Net;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>The cluster that is to be disturbed: the local one, with a gate before its store of grain state.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private readonly GarnetStore _store;
    private readonly SiloNetwork? _network;
    private IRunningCluster? _running;

    private ChaosCluster(GarnetStore store, StateGate gate, SiloNetwork? network, Injector injector) => (_store, Gate, _network, Injector) = (store, gate, network, injector);

    public StateGate Gate { get; }

    public Injector Injector { get; }

    /// <summary>What this machine does not allow to be tried.</summary>
    public IReadOnlyList<string> NotInjected { get; private init; } = [];

    public ClusterEndpoint Endpoint => _running!.Endpoint;

    public static async Task<ChaosCluster> Start(ChaosOptions options, string folder, CommandHost host, Action<string> say, CancellationToken cancellationToken)
    {
        var ports = new LoopbackPorts(new Dictionary<string, int>(StringComparer.Ordinal));
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        var (network, refusal) = await SiloNetwork.Make(options.Silos, cancellationToken);
        var address = network?.Host ?? IPAddress.Loopback;
        var store = GarnetStore.Start(Path.Combine(folder, "redis"), ports.For("redis"), Path.Combine(folder, "logs", "redis.log"));
        var gate = new StateGate(new IPEndPoint(address, ports.For("gate")), ports.For("redis"));
        var injector = new Injector(options, folder, gate, network, host.Time, say);
        var cluster = new ChaosCluster(store, gate, network, injector) { NotInjected = refusal is null ? [] : [$"network cuts ({refusal})"] };
        var local = new LocalClusterOptions
        {
            DataRoot = folder,
            Silos = options.Silos,
            Port = ports.For("page"),
            Redis = new IPEndPoint(address, ports.For("gate")).ToString(),
            StoreHost = address.ToString(),
            SiloPlaces = network is null ? null : network.PlaceOf,
            LongestPause = TimeSpan.FromSeconds(1), // every child is killed again and again, and that is no reason to wait
        };
        try
        {
            cluster._running = await host.Clusters.Start(local, injector, cancellationToken);
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
        await (_network?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
