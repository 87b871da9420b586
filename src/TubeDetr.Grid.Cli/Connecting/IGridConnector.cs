namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>Opens a connection to a running cluster.</summary>
public interface IGridConnector
{
    /// <summary>Connects within bounded time.</summary>
    /// <exception cref="CommandFailure">No cluster answers there (exit code 3), with a sentence that says what to do.</exception>
    Task<IGridConnection> Connect(ClusterAddress address, CancellationToken cancellationToken);
}
