namespace TubeDetr.Grid.Web.Live;

/// <summary>One page's ear on a feed that remembers the last value it heard.</summary>
internal sealed class Following<T> : IDisposable
    where T : class
{
    private readonly CancellationTokenSource leaving = new();
    private readonly Action changed;

    public Following(Feed<T> feed, Action changed)
    {
        this.changed = changed;
        Latest = feed.Latest?.Value;
        _ = Listen(feed.Listen(), leaving.Token);
    }

    public T? Latest { get; private set; }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task Listen(Listener<T> listener, CancellationToken stop)
    {
        // What has been published already is told outside of the caller's lock.
        await Task.Yield();
        using (listener)
        {
            try
            {
                while (true)
                {
                    var news = await listener.Reader.ReadAsync(stop);
                    if (news.Value is { } value && value != Latest)
                    {
                        Latest = value;
                        changed();
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The page has left.
            }
        }
    }
}
