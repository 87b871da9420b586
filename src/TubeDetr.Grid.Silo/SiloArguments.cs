using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Silo.Simulation;

namespace TubeDetr.Grid.Silo;

/// <summary>The command line of a silo. Every option can also be an environment variable: <c>--frame-cache-mb</c> is <c>TUBEDETR_FRAME_CACHE_MB</c>.</summary>
public sealed record SiloArguments
{
    /// <summary>Name for people; unique in the cluster.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>Membership, grain state and reminders: <c>HOST:PORT</c>, or a configuration string of StackExchange.Redis.</summary>
    public string ClusterRedis { get; init; } = "";

    /// <summary>Connection string of the blob storage.</summary>
    public string Storage { get; init; } = "";

    /// <summary>Address that other silos and clients reach this one at; its ports are bound there and nowhere else.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port for the other silos.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>Port for clients.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>Folder at which relative paths in hyper-parameters begin.</summary>
    public string DataRoot { get; init; } = Environment.CurrentDirectory;

    /// <summary>Folder of decoded frames; empty: no cache.</summary>
    public string FrameCache { get; init; } = "";

    /// <summary>Size of that folder at most, in MiB.</summary>
    public int FrameCacheMb { get; init; } = 4096;

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda:N</c>, or <c>none</c> for a silo that trains nothing.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>How a simulated training goes; null: it is real.</summary>
    public SimulationOptions? Simulation { get; init; }

    /// <summary>Slots of this silo; more than one only where training is simulated.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Threads for computing; 0: one less than there are cores on the CPU, so that the silo can answer, and one beside a GPU.</summary>
    public int Threads { get; init; }

    /// <summary>File into which whoever starts this silo puts what it writes: after a crash the next life tells its last lines. Empty: none.</summary>
    public string OutputLog { get; init; } = "";

    /// <summary>Words that sweeps may require of a slot.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    public string ServiceId { get; init; } = ClusterIdentity.ServiceId;

    public string ClusterId { get; init; } = ClusterIdentity.ClusterId;

    /// <summary>Reads the command line over the environment over the defaults; the arguments, or everything that is wrong.</summary>
    public static (SiloArguments? Arguments, ImmutableArray<string> Errors) Read(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var reader = new SiloArgumentReader(args, environment);
        var defaults = new SiloArguments();
        var arguments = new SiloArguments
        {
            Name = reader.Text("--name", defaults.Name),
            ClusterRedis = reader.Required("--cluster-redis", "HOST:PORT of the Redis that keeps membership and state"),
            Storage = reader.Required("--storage", "the connection string of the blob storage"),
            Host = reader.Text("--host", defaults.Host),
            SiloPort = reader.Integer("--silo-port", defaults.SiloPort, 1, 65535),
            GatewayPort = reader.Integer("--gateway-port", defaults.GatewayPort, 1, 65535),
            DataRoot = reader.Folder("--data-root", defaults.DataRoot),
            FrameCache = reader.Text("--frame-cache", defaults.FrameCache),
            FrameCacheMb = reader.Integer("--frame-cache-mb", defaults.FrameCacheMb, 1, int.MaxValue),
            Device = reader.Device("--device", defaults.Device),
            Simulation = reader.Runner("--runner"),
            Slots = reader.Integer("--slots", defaults.Slots, 1, 1000),
            Threads = reader.Integer("--threads", defaults.Threads, 0, 1024),
            OutputLog = reader.Text("--output-log", defaults.OutputLog),
            Labels = reader.Labels("--labels"),
            ServiceId = reader.Text("--service-id", defaults.ServiceId),
            ClusterId = reader.Text("--cluster-id", defaults.ClusterId),
        };
        var errors = reader.Finish();
        if (arguments.SiloPort == arguments.GatewayPort)
        {
            errors = errors.Add(string.Create(CultureInfo.InvariantCulture, $"--silo-port and --gateway-port must differ; both are {arguments.SiloPort}"));
        }

        if (arguments is { Slots: > 1, Simulation: null })
        {
            errors = errors.Add("--slots: a process that trains has one slot, and more only with --runner simulated; start a silo for each device");
        }

        return errors.IsEmpty ? (arguments, errors) : (null, errors);
    }
}
