namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Where the running cluster of a data folder listens.</summary>
/// <param name="Redis">HOST:PORT of grain state and membership.</param>
/// <param name="Storage">Connection string of the blob storage.</param>
/// <param name="Web">Address of the page, null when it was left out.</param>
/// <param name="ProcessId">The <c>grid</c> process that runs the cluster.</param>
public sealed record ClusterEndpoint(string Redis, string Storage, Uri? Web, int ProcessId)
{
    /// <summary>The live cluster of the data folder, or null when none runs there (also after a crash).</summary>
    public static ClusterEndpoint? Find(string dataRoot) => ClusterFile.Read(dataRoot)?.ToEndpoint();
}
