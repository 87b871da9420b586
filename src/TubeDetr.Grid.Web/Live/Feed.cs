using System.Threading.Channels;

namespace TubeDetr.Grid.Web.Live;

/// <summary>
/// One producer, many listeners: however many circuits look at something, it is read from the grid once. The producer runs while anybody
/// listens and a little longer, so that going to and fro between pages reads nothing anew. Each listener has room for one piece of news; a
/// newer one replaces it, so a slow browser holds nothing up.
/// </summary>
public sealed class Feed<T>(Func<Feed<T>, CancellationToken, Task> produce, TimeProvider time, Action<Feed<T>>? forget = null) : IDisposable
    where T : class
{
    /// <summary>How long the producer goes on after the last listener has left.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly List<Channel<News<T>>> listeners = [];
    private CancellationTokenSource? running;
    private ITimer? leaving;

    /// <summary>The last that was published; null before the first answer or fault.</summary>
    public News<T>? Latest { get; private set; }

    public int Listeners
    {
        get
        {
            lock (gate)
            {
                return listeners.Count;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            running?.Cancel();
            running?.Dispose();
            running = null;
            leaving?.Dispose();
        }
    }

    public Listener<T> Listen()
    {
        var channel = Channel.CreateBounded<News<T>>(new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        lock (gate)
        {
            listeners.Add(channel);
            leaving?.Dispose();
            leaving = null;
            if (Latest is { } latest)
            {
                channel.Writer.TryWrite(latest);
            }

            if (running is null)
            {
                running = new CancellationTokenSource();
                _ = Task.Run(() => produce(this, running.Token));
            }
        }

        return new Listener<T>(channel.Reader, () => Leave(channel));
    }

    public void Publish(T? value) => Publish(new News<T>(value, time.GetUtcNow(), null) { Known = true });

    /// <summary>Keeps what is known and says why it may be stale.</summary>
    public void Fail(string fault) =>
        Publish(new News<T>(Latest?.Value, Latest?.At ?? time.GetUtcNow(), fault) { Known = Latest?.Known ?? false });

    private void Publish(News<T> news)
    {
        lock (gate)
        {
            Latest = news;
            foreach (var listener in listeners)
            {
                listener.Writer.TryWrite(news);
            }
        }
    }

    private void Leave(Channel<News<T>> channel)
    {
        lock (gate)
        {
            if (listeners.Remove(channel) && listeners.Count == 0)
            {
                leaving?.Dispose();
                leaving = time.CreateTimer(_ => Stop(), null, Linger, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Stop()
    {
        lock (gate)
        {
            if (listeners.Count > 0 || running is null)
            {
                return;
            }

            running.Cancel();
            running = null;
            leaving?.Dispose();
            leaving = null;
        }

        forget?.Invoke(this);
    }
}
