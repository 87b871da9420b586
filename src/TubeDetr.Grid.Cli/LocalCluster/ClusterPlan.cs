using System.Globalization;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Which processes the cluster consists of, and how each is started.</summary>
/// <param name="DataRoot">Absolute path of the data folder.</param>
/// <param name="Gpus">GPUs that the build can use.</param>
public sealed record ClusterPlan(LocalClusterOptions Options, string DataRoot, int Gpus, int Cores, LoopbackPorts Ports)
{
    /// <summary>The account that every Azurite has; its key is public, and so are its blobs on loopback.</summary>
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public int Silos => Options.Silos ?? (Gpus > 0 ? Gpus : LocalClusterOptions.DefaultSilos);

    /// <summary>A core is left to page and store where there are enough.</summary>
    public int ThreadsPerSilo => Math.Max(1, (Cores - 1) / Silos);

    public string Logs => Path.Combine(DataRoot, "logs");

    public string Redis => Options.Redis ?? $"127.0.0.1:{Text(Ports.For("redis"))}";

    public string Storage => Options.Storage ??
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint=http://{Options.StoreHost}:{Text(Ports.For("storage"))}/{Account};";

    public Uri? Page => Options.Web ? new Uri($"http://127.0.0.1:{Text(Options.Port)}") : null;

    public ChildSpec Azurite() => new()
    {
        Name = "storage",
        Program = "node",
        Arguments =
        [
            "--require", Options.Installation.Mends, Options.Installation.Azurite, "--blobHost", Options.StoreHost, "--blobPort", Text(Ports.For("storage")), "--location", Path.Combine(DataRoot, "blobs"),
            "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        ],
        ReadyLine = "Azurite Blob service successfully listens",
        OrphanSignal = "TERM", // it writes its index a few seconds late: told to end, it writes it first
    };

    /// <param name="number">From 1.</param>
    public ChildSpec Silo(int number)
    {
        var name = $"silo-{Text(number)}";
        var place = Options.SiloPlaces?.Invoke(number);
        string[] command = [.. place?.Prefix ?? [], Options.Installation.Silo];
        return new ChildSpec
        {
            Name = name,
            Program = command[0],
            Arguments =
            [
                .. command[1..], .. place is null ? Array.Empty<string>() : ["--host", place.Host],
                "--name", name, "--cluster-redis", Redis, "--storage", Storage,
                "--silo-port", Text(Ports.For(name)), "--gateway-port", Text(Ports.For($"gateway-{Text(number)}")),
                "--data-root", Path.Combine(DataRoot, "datasets"), "--frame-cache", Path.Combine(DataRoot, "frames"),
                "--device", Gpus > 0 ? $"cuda:{Text((number - 1) % Gpus)}" : "cpu", "--threads", Text(ThreadsPerSilo),
                "--output-log", ChildLog.PathOf(Logs, name),
                .. Options.Runner is { } runner ? (string[])["--runner", runner, "--slots", Text(Options.SlotsPerSilo)] : [],
                .. Options.Labels is { } labels ? (string[])["--labels", labels] : [],
            ],
            Environment = Frugal(ThreadsPerSilo),
            ReadyLine = "SILO READY",
            StopWithin = TimeSpan.FromMinutes(3), // it ends its step and saves a checkpoint
        };
    }

    public ChildSpec Web() => new()
    {
        Name = "web",
        Program = Options.Installation.Page,
        Arguments = ["--urls", Page!.GetLeftPart(UriPartial.Authority), "--cluster-redis", Redis, "--storage", Storage],
        Environment = Frugal(1),
        ReadyLine = "WEB READY",
    };

    /// <summary>Several processes share one machine: small heaps, threads that sleep instead of spinning.</summary>
    private static Dictionary<string, string> Frugal(int threads) => new(StringComparer.Ordinal)
    {
        ["DOTNET_gcServer"] = "0",
        ["OMP_NUM_THREADS"] = Text(threads),
        ["OMP_WAIT_POLICY"] = "passive",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
