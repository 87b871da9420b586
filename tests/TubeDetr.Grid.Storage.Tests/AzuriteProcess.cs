using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using TubeDetr.Grid.Storage.Tests;

[assembly: AssemblyFixture(typeof(AzuriteProcess))]

namespace TubeDetr.Grid.Storage.Tests;

/// <summary>A real Azurite for the tests of one process: blobs in memory, a port of its own, gone afterwards.</summary>
public sealed class AzuriteProcess : IAsyncLifetime
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private Process? _process;

    public string ConnectionString => ConnectionStringAt(Port);

    public int Port { get; private set; }

    public BlobStorage Storage { get; private set; } = null!;

    public BlobServiceClient Service => new(ConnectionString);

    /// <summary>The same store, reached through another port.</summary>
    public string ConnectionStringAt(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;");

    public async ValueTask InitializeAsync()
    {
        Port = FreePort();
        var start = new ProcessStartInfo("node", [
            Script(), "--blobHost", "127.0.0.1", "--blobPort", Port.ToString(CultureInfo.InvariantCulture),
            "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        await Listening(_process);
        Storage = new BlobStorage(new StorageOptions { ConnectionString = ConnectionString, Retries = 2 });
        await Storage.EnsureReady(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Goes on reading, or Azurite would stop at a full pipe.</summary>
    private static async Task Listening(Process process)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                listening.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
            }
            else if (line.Data.Contains("listens", StringComparison.OrdinalIgnoreCase))
            {
                listening.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        await listening.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TubeDetr.Grid.sln")))
        {
            folder = folder.Parent;
        }

        var script = Path.Combine(folder?.FullName ?? "", "deploy", "devcluster", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        return File.Exists(script) ? script : throw new InvalidOperationException($"Azurite is not installed ({script} is missing): run `./grid test` once, which installs it.");
    }
}
