using System.Globalization;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Words for the connection to the cluster.</summary>
public static class ConnectionWords
{
    public static string Short(ConnectionStatus status) => status.State switch
    {
        ConnectionState.Connecting => "connecting",
        ConnectionState.Live => "live",
        ConnectionState.Reconnecting => "reconnecting",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Long(ConnectionStatus status)
    {
        var since = status.Since.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return status.State switch
        {
            ConnectionState.Connecting => $"Waiting for the first silo since {since}. The page shows it as soon as it is up.",
            ConnectionState.Live => $"Connected to the cluster since {since}.",
            ConnectionState.Reconnecting => $"All silos are out of reach since {since}. Looking for them; what is shown may be stale.",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };
    }
}
