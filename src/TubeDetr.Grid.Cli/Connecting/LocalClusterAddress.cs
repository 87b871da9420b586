using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>Finds the running cluster of a data folder.</summary>
internal static class LocalClusterAddress
{
    /// <exception cref="CommandFailure">None runs there.</exception>
    public static ClusterAddress Of(string folder, string origin)
    {
        if (ClusterEndpoint.Find(folder) is { } endpoint)
        {
            return new ClusterAddress(endpoint.Redis, endpoint.Storage, endpoint.Web, origin);
        }

        throw CommandFailure.Unreachable(
            $"No cluster runs on the data folder {Path.GetFullPath(folder)} ({origin}). Start one with `./grid up --data {folder}`, or name another with --data or --redis.");
    }
}
