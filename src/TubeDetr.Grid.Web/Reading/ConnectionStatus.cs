namespace TubeDetr.Grid.Web.Reading;

/// <summary>How the page stands with the cluster, and since when.</summary>
public sealed record ConnectionStatus(ConnectionState State, DateTimeOffset Since);

public enum ConnectionState
{
    /// <summary>No silo has been reached since the page was started.</summary>
    Connecting,

    Live,

    /// <summary>Every gateway was lost; the client looks for new ones by itself.</summary>
    Reconnecting,
}
