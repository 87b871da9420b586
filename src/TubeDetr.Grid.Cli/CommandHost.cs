using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Demo;
using TubeDetr.Grid.Cli.Files;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli;

/// <summary>All that a command may touch of the world around it, so that a test can stand in for any of it.</summary>
public sealed class CommandHost
{
    public required Screen Out { get; init; }

    public required Screen Error { get; init; }

    public required IGridConnector Connector { get; init; }

    public required IClusterStarter Clusters { get; init; }

    public required IDatasetMaker Datasets { get; init; }

    /// <summary>The files of experiments, by the storage's connection string.</summary>
    public required Func<string, IExperimentFiles> Files { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Environment variables by name.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The process's own streams, clock and environment.</summary>
    public static CommandHost OfProcess() => new()
    {
        Out = new Screen(Console.Out, !Console.IsOutputRedirected),
        Error = new Screen(Console.Error, !Console.IsErrorRedirected),
        Connector = new OrleansConnector(TimeProvider.System),
        Clusters = new LocalClusterStarter(TimeProvider.System),
        Datasets = new SyntheticDatasets(),
        Files = connectionString => new StoredFiles(connectionString, TimeProvider.System),
        Time = TimeProvider.System,
        Variable = Environment.GetEnvironmentVariable,
    };

    /// <exception cref="CommandFailure">It is not known where the blobs are.</exception>
    internal IExperimentFiles FilesOf(ClusterAddress address) => address.Storage is { Length: > 0 } storage
        ? Files(storage)
        : throw CommandFailure.BadInput($"--redis alone does not say where the blobs are. Add --storage CONNECTION or set ${ConnectionOptions.StorageVariable}.");
}
