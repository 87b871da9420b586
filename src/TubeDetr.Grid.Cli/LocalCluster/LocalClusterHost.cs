namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>
/// The cluster on this machine: grain state (Garnet in this process), blobs (Azurite), silos and the page, each a child process on loopback.
/// Children end with this process, however it ends. <see cref="StopAsync"/> is the ordered stop.
/// </summary>
public sealed class LocalClusterHost : IAsyncDisposable
{
    private readonly ClusterPlan _plan;
    private readonly IProgress<ClusterEvent> _progress;
    private readonly TimeProvider _time;
    private readonly DataFolderLock _lock;
    private readonly ChildStarter _starter = new();
    private readonly Lock _gate = new();
    private readonly List<Child> _silos = [];
    private GarnetStore? _redis;
    private Child? _storage;
    private Child? _page;
    private bool _ready;
    private Task? _stopped;

    private LocalClusterHost(ClusterPlan plan, DataFolderLock held, IProgress<ClusterEvent> progress, TimeProvider time) =>
        (_plan, _lock, _progress, _time) = (plan, held, progress, time);

    public ClusterEndpoint Endpoint => new(_plan.Redis, _plan.Storage, _plan.Page, Environment.ProcessId);

    /// <summary>Number of silo processes.</summary>
    public int Silos => _plan.Silos;

    /// <summary>
    /// Starts everything and returns when silos and page answer. When it throws or is cancelled, all that was started is stopped first.
    /// </summary>
    /// <exception cref="LocalClusterException">A busy port, a second cluster on the data folder, a missing program: the message says what to do.</exception>
    public static async Task<LocalClusterHost> StartAsync(LocalClusterOptions options, IProgress<ClusterEvent> progress, TimeProvider time, CancellationToken cancellation)
    {
        Refuse(options);
        var dataRoot = Path.GetFullPath(options.DataRoot);
        var held = DataFolderLock.Take(dataRoot);
        LocalClusterHost? host = null;
        try
        {
            RefuseBusyPage(options);
            var before = ClusterFile.Read(dataRoot);
            await Leftovers.AwaitEnd(before?.Children.Values ?? [], time, cancellation);
            var gpus = await UsableGpus(options.Installation, progress, cancellation);
            var ports = new LoopbackPorts(before?.Ports ?? new Dictionary<string, int>(StringComparer.Ordinal));
            var plan = new ClusterPlan(options, dataRoot, gpus, Environment.ProcessorCount, ports);
            host = new LocalClusterHost(plan, held, progress, time);
            await host.StartParts(cancellation);
            return host;
        }
        catch
        {
            await (host?.StopAsync() ?? Release(held));
            throw;
        }
    }

    /// <summary>Stops page, silos (they save a checkpoint first), blobs, grain state, in this order. May be called twice.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            return _stopped ??= StopParts();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static void Refuse(LocalClusterOptions options)
    {
        if (options.Silos is < 1 or > 64)
        {
            throw new LocalClusterException($"--silos {options.Silos} is out of range: a cluster on one machine has 1 to 64 silos.");
        }

        if (options.Port is < 1 or > 65535)
        {
            throw new LocalClusterException($"--port {options.Port} is no port: choose one from 1024 to 65535.");
        }

        options.Installation.Check(options);
    }

    private static void RefuseBusyPage(LocalClusterOptions options)
    {
        if (options.Web && !LoopbackPorts.IsFree(options.Port))
        {
            throw new LocalClusterException(
                $"Port {options.Port} is in use by another program (or needs more rights). Choose another, for instance --port {options.Port + 1}, or leave the page out with --no-web.");
        }
    }

    private static async Task<int> UsableGpus(Installation installation, IProgress<ClusterEvent> progress, CancellationToken cancellation)
    {
        var gpus = await Accelerators.Count(cancellation);
        if (gpus == 0 || installation.HasCuda)
        {
            return gpus;
        }

        progress.Report(new ClusterEvent(ClusterEventKind.Warning, "silos", "this machine has a GPU, but this build trains on the CPU. To use it, start with: TorchBackend=cuda ./grid up"));
        return 0;
    }

    private static Task Release(DataFolderLock held)
    {
        held.Dispose();
        return Task.CompletedTask;
    }

    private async Task StartParts(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_plan.Logs);
        Directory.CreateDirectory(Path.Combine(_plan.DataRoot, "datasets"));
        await StartStores(cancellation);
        _silos.AddRange(Enumerable.Range(1, _plan.Silos).Select(number => NewChild(_plan.Silo(number))));
        _page = _plan.Options.Web ? NewChild(_plan.Web()) : null;
        await Task.WhenAll(Children.Where(child => child != _storage).Select(child => child.Start(cancellation)));
        _ready = true;
        Remember();
    }

    private async Task StartStores(CancellationToken cancellation)
    {
        var blobs = Task.CompletedTask;
        if (_plan.Options.Storage is null)
        {
            _storage = NewChild(_plan.Azurite());
            blobs = _storage.Start(cancellation);
        }

        await Task.WhenAll(StartRedis(cancellation), blobs);
    }

    private async Task StartRedis(CancellationToken cancellation)
    {
        if (_plan.Options.Redis is { } given)
        {
            await ExternalRedis.Check(given, cancellation);
            return;
        }

        var folder = Path.Combine(_plan.DataRoot, "redis");
        _progress.Report(new ClusterEvent(ClusterEventKind.Starting, "redis", "starting"));
        _redis = GarnetStore.Start(folder, _plan.Ports.For("redis"), Path.Combine(_plan.Logs, "redis.log"));
        _progress.Report(new ClusterEvent(ClusterEventKind.Ready, "redis", "ready"));
    }

    private Child NewChild(ChildSpec spec) => new(spec with { LongestPause = _plan.Options.LongestPause }, _starter, _plan.Logs, _progress, _time, Remember);

    private IEnumerable<Child> Children => ((Child?[])[_page, .. _silos, _storage]).OfType<Child>();

    private void Remember()
    {
        lock (_gate)
        {
            Describe(ProcessStamp.Of(Environment.ProcessId)).Write(_plan.DataRoot);
        }
    }

    private ClusterFile Describe(ProcessStamp? launcher) => new()
    {
        Launcher = launcher,
        Ready = _ready && launcher is not null,
        Redis = _plan.Redis,
        Storage = _plan.Storage,
        Web = _plan.Page,
        Children = Children.Where(child => child.Stamp is not null).ToDictionary(child => child.Name, child => child.Stamp!, StringComparer.Ordinal),
        Ports = _plan.Ports.Chosen,
    };

    private async Task StopParts()
    {
        await Task.Yield();
        await Stop(_page);
        await Task.WhenAll(_silos.Select(Stop));
        await Stop(_storage);
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
            _progress.Report(new ClusterEvent(ClusterEventKind.Stopped, "redis", "stopped"));
        }

        _starter.Dispose();
        Describe(launcher: null).Write(_plan.DataRoot);
        _lock.Dispose();
    }

    private static async Task Stop(Child? child)
    {
        if (child is not null)
        {
            await child.DisposeAsync();
        }
    }
}
