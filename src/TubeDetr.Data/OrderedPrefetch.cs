namespace TubeDetr.Data;

/// <summary>
/// Makes numbered things on a few threads of its own, at most so many ahead of their consumer, and hands them out in order. What was made and never taken is disposed of.
/// </summary>
internal sealed class OrderedPrefetch<T> : IDisposable
    where T : IDisposable
{
    private readonly Func<int, CancellationToken, T> _make;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _room;
    private readonly TaskCompletionSource<T>[] _made;
    private readonly Thread[] _threads;
    private int _next = -1;
    private int _taken;

    public OrderedPrefetch(int count, int threads, int ahead, Func<int, CancellationToken, T> make, CancellationToken cancellationToken)
    {
        _make = make;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _room = new SemaphoreSlim(ahead);
        _made = [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously))];
        _threads = [.. Enumerable.Range(0, Math.Min(threads, count)).Select(i => new Thread(Produce) { IsBackground = true, Name = $"clips-{i}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>The next thing in order; rethrows what making it threw.</summary>
    public T Take()
    {
        _stop.Token.ThrowIfCancellationRequested(); // also when the next thing lies ready
        var made = _made[_taken].Task;
        made.WaitAsync(_stop.Token).ConfigureAwait(false).GetAwaiter().GetResult();
        _taken++;
        _room.Release();
        return made.Result;
    }

    public void Dispose()
    {
        _stop.Cancel();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        foreach (var left in _made.Skip(_taken))
        {
            if (left.Task.IsCompletedSuccessfully)
            {
                left.Task.Result.Dispose();
            }
        }

        _stop.Dispose();
        _room.Dispose();
    }

    private void Produce()
    {
        try
        {
            while (true)
            {
                _room.Wait(_stop.Token);
                var index = Interlocked.Increment(ref _next);
                if (index >= _made.Length)
                {
                    return;
                }

                Make(index);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The consumer has gone; Take reports the cancellation.
        }
    }

    private void Make(int index)
    {
        try
        {
            _made[index].SetResult(_make(index, _stop.Token));
        }
        catch (Exception e)
        {
            _made[index].SetException(e);
        }
    }
}
