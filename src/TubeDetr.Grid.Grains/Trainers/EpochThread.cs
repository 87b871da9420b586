using System.Collections.Concurrent;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// The thread on which one attempt computes: below normal priority, so that membership probes are answered while all cores compute, and
/// always the same one, as native libraries like it.
/// </summary>
internal sealed class EpochThread : IDisposable
{
    private readonly BlockingCollection<Action> _calls = [];
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
        _calls.Add(() =>
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
        return done.Task;
    }

    public Task Call(Action action) => Call<object?>(() =>
    {
        action();
        return null;
    });

    /// <summary>Ends the thread after the calls that wait.</summary>
    public void Dispose() => _calls.CompleteAdding();

    private void Work()
    {
        foreach (var call in _calls.GetConsumingEnumerable())
        {
            call();
        }

        _calls.Dispose();
    }
}
