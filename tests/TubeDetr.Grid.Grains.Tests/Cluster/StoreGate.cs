using System.Net;
using System.Net.Sockets;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>A door before a store: while it is closed, nobody gets in, and whoever was in is out.</summary>
internal sealed class StoreGate(int store) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _inside = [];
    private TcpListener? _listener;

    public int Port { get; } = AzuriteProcess.FreePort();

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = Accept(_listener);
    }

    public void Close()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            foreach (var client in _inside)
            {
                client.Dispose();
            }

            _inside.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private async Task Accept(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = Join(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // That is what closing does.
        }
    }

    private async Task Join(TcpClient client)
    {
        using var inside = new TcpClient();
        try
        {
            lock (_gate)
            {
                _inside.UnionWith(_listener is null ? throw new ObjectDisposedException(nameof(StoreGate)) : new[] { client, inside });
            }

            await inside.ConnectAsync(IPAddress.Loopback, store);
            await Task.WhenAny(client.GetStream().CopyToAsync(inside.GetStream()), inside.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side is gone, and so is the other.
        }

        client.Dispose();
    }
}
