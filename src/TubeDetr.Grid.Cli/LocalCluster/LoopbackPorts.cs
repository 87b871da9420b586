using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Ports on loopback by purpose: the remembered one while it is free, else a free one by chance.</summary>
public sealed class LoopbackPorts(IReadOnlyDictionary<string, int> remembered)
{
    /// <summary>The first that may be chosen.</summary>
    public const int First = 16384;

    /// <summary>From here on Linux gives ports to outgoing connections: one of those could have the port of a part that ended when it starts again.</summary>
    public const int Beyond = 32768;

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
            var port = RandomNumberGenerator.GetInt32(First, Beyond);
            if (!_chosen.ContainsValue(port) && IsFree(port))
            {
                return port;
            }
        }
    }
}
