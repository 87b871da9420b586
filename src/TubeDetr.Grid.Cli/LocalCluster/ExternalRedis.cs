using System.Net.Sockets;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>A Redis-protocol store that somebody else runs.</summary>
internal static class ExternalRedis
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="LocalClusterException">Nothing answers there.</exception>
    public static async Task Check(string address, CancellationToken cancellation)
    {
        var at = address.Split(':');
        if (at.Length != 2 || !ushort.TryParse(at[1], out var port))
        {
            throw new LocalClusterException($"--redis {address} is not HOST:PORT, such as 10.0.0.5:6379.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(at[0], port, limit.Token);
        }
        catch (Exception fault) when (fault is SocketException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new LocalClusterException($"No Redis answers at {address}: {fault.Message} Start it, correct --redis, or leave --redis out to use the built-in store.", fault);
        }
    }
}
