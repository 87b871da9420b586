using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Silo;
using TubeDetr.Grid.Silo.Hosting;
using TubeDetr.Grid.Storage;

namespace TubeDetr.Benchmarks.Web;

/// <summary>
/// A real local cluster (Garnet, Azurite, a silo that trains, the page, each in a process of its own except Garnet), and a silo in this process that writes the generated
/// state and owns the slot of the experiment that is said to run.
/// </summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly LocalClusterHost _local;
    private readonly IHost _silo;
    private readonly CancellationTokenSource _ending = new();
    private Task _beating = Task.CompletedTask;

    private BenchCluster(LocalClusterHost local, IHost silo) => (_local, _silo) = (local, silo);

    public Uri Page => _local.Endpoint.Web!;

    public IServiceProvider Services => _silo.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public BlobStorage Blobs => new(new StorageOptions { ConnectionString = _local.Endpoint.Storage });

    /// <summary>Key of the slot in this process.</summary>
    public string Slot => $"{Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString()}/cpu";

    public int WebProcess => Processes("TubeDetr.Grid.Web").Single();

    public static async Task<BenchCluster> Start(string data)
    {
        var ports = new LoopbackPorts(new Dictionary<string, int>(StringComparer.Ordinal));
        var options = new LocalClusterOptions { DataRoot = data, Port = ports.For("page"), Silos = 1 };
        var local = await LocalClusterHost.StartAsync(options, new Progress<ClusterEvent>(), TimeProvider.System, CancellationToken.None);
        var arguments = new SiloArguments { Name = "bench", ClusterRedis = local.Endpoint.Redis, Storage = local.Endpoint.Storage, SiloPort = ports.For("silo"), GatewayPort = ports.For("gateway") };
        // The last line of this program is for a script.
        var silo = SiloHost.Build(arguments, [], services => services.AddLogging(logging => logging.ClearProviders()));
        await silo.StartAsync();
        return new BenchCluster(local, silo);
    }

    /// <summary>Says every second that an experiment runs here, as a slot does.</summary>
    public void Run(ExperimentId experiment) => _beating = Beat(experiment);

    /// <summary>Processes of this cluster that run a program.</summary>
    public IEnumerable<int> Processes(string program) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && CommandLine(folder) is var line && line.Contains(program, StringComparison.Ordinal) && line.Contains(_local.Endpoint.Redis, StringComparison.Ordinal))
        .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _beating;
        await _silo.StopAsync();
        _silo.Dispose();
        await _local.DisposeAsync();
        _ending.Dispose();
    }

    private async Task Beat(ExperimentId experiment)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var scheduler = Grains.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool);
        try
        {
            do
            {
                await scheduler.Heartbeat([new SlotSnapshot { Key = Slot, Silo = "bench", Device = "cpu", MemoryBytes = 1L << 30, Experiment = experiment, Attempt = 1, LastSeen = TimeProvider.System.GetUtcNow() }]);
            }
            while (await timer.WaitForNextTickAsync(_ending.Token));
        }
        catch (OperationCanceledException)
        {
            // The measurement has ended.
        }
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // it has just ended
        }
    }
}
