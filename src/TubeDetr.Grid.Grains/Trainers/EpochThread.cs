using System.Collections.Concurrent;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// The thread on which one attempt computes: below normal priority, so that membership probes are answered while all cores compute, and
/// always the same one, as native libraries like it. It waits without spinning: most of the time other threads have better things to do.
/// </summary>
internal sealed class EpochThread : IDisposable
{
    private readonly ConcurrentQueue<Action> _calls = new();
    private readonly AutoResetEvent _more = new(initialState: false);
    private volatile bool _ended;
    private readonly Thread _thread;

    public EpochThread(string name)
    {
        _thread = new Thread(Work) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = name };
        _thread.Start();
    }

    /// <summary>Calls a function on the thread, after those before it.</summary>
    public Task<T> Call<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Enqueue(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        _more.Set();
        return done.Task;
    }

    public Task Call(Action action) => Call<object?>(() =>
    {
        action();
        return null;
    });

    /// <summary>Ends the thread after the calls that wait.</summary>
    public void Dispose()
    {
        _ended = true;
        _more.Set();
    }

    private void Work()
    {
        for (var ended = false; !ended;)
        {
            _more.WaitOne();
            ended = _ended; // looked at first: what was called before the end is still done
            while (_calls.TryDequeue(out var call))
            {
                call();
            }
        }

        _more.Dispose();
    }
}
