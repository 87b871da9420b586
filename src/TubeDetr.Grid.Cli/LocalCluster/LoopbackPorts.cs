using System.Net;
using System.Net.Sockets;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Ports on loopback by purpose: the remembered one while it is free, else one that the system says is free.</summary>
public sealed class LoopbackPorts(IReadOnlyDictionary<string, int> remembered)
{
    private readonly Dictionary<string, int> _chosen = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Chosen => _chosen;

    public int For(string purpose)
    {
        if (!_chosen.TryGetValue(purpose, out var port))
        {
            port = remembered.TryGetValue(purpose, out var before) && !_chosen.ContainsValue(before) && IsFree(before) ? before : Unused();
            _chosen[purpose] = port;
        }

        return port;
    }

    /// <summary>Nothing listens there (a connection that is still winding down does not count).</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private int Unused()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (!_chosen.ContainsValue(port))
            {
                return port;
            }
        }
    }
}
