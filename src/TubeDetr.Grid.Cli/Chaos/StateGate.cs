using System.Net;
using System.Net.Sockets;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>Stands before the store of grain state, which lives in this process, so that the way to it can be cut.</summary>
internal sealed class StateGate : IAsyncDisposable
{
    private readonly IPEndPoint _address;
    private readonly int _store;
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _open = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <param name="address">Where silos come in.</param>
    /// <param name="store">Where the store listens.</param>
    public StateGate(IPEndPoint address, int store)
    {
        (_address, _store) = (address, store);
        Open();
    }

    public void Open()
    {
        lock (_gate)
        {
            _listener = new TcpListener(_address);
            _listener.Start();
            _accepting = Accept(_listener);
        }
    }

    /// <summary>Cuts every connection and refuses new ones.</summary>
    public async Task Close()
    {
        Task accepting;
        lock (_gate)
        {
            _listener?.Dispose();
            (_listener, accepting) = (null, _accepting);
            foreach (var connection in _open)
            {
                connection.Dispose();
            }

            _open.Clear();
        }

        await accepting;
    }

    public async ValueTask DisposeAsync() => await Close();

    private async Task Accept(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = Join(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The gate is closed.
        }
    }

    private async Task Join(TcpClient client)
    {
        using var store = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            Remember(client, store);
            await store.ConnectAsync(IPAddress.Loopback, _store);
            await Task.WhenAny(client.GetStream().CopyToAsync(store.GetStream()), store.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side is gone, and so is the other.
        }
        finally
        {
            Forget(client, store);
        }
    }

    private void Remember(params TcpClient[] connections)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_listener is null, this);
            _open.UnionWith(connections);
        }
    }

    private void Forget(params TcpClient[] connections)
    {
        lock (_gate)
        {
            _open.ExceptWith(connections);
        }

        foreach (var connection in connections)
        {
            connection.Dispose();
        }
    }
}
