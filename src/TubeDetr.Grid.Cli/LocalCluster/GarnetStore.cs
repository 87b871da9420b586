using System.Globalization;
using System.Net;
using Garnet;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Grain state, membership and reminders: Garnet inside this process, every write in its append-only file.</summary>
public sealed class GarnetStore : IAsyncDisposable
{
    private readonly GarnetServer _server;

    private GarnetStore(GarnetServer server) => _server = server;

    /// <summary>Recovers what the folder holds and listens on loopback.</summary>
    /// <param name="folder">Belongs to the store alone.</param>
    /// <param name="logFile">Warnings and errors of the store.</param>
    public static GarnetStore Start(string folder, int port, string logFile)
    {
        var server = new GarnetServer(Arguments(folder, port, logFile));
        try
        {
            server.Start();
            return new GarnetStore(server);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Commits what is still in memory, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.Store.CommitAOFAsync(CancellationToken.None);
        _server.Dispose();
    }

    private static string[] Arguments(string folder, int port, string logFile) =>
    [
        "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", IPAddress.Loopback.ToString(),
        "--lua", "--lua-transaction-mode",
        "--aof", "--aof-commit-freq", "0", "--recover", "--fail-on-recovery-error", "--checkpointdir", folder,
        "--device-type", "RandomAccess", // the default needs libaio
        "-q", "--disable-console-logger", "--file-logger", logFile, "--logger-level", "Warning",
    ];
}
