using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>Tries again, with growing pauses, what may only be away for a while: the store, or a grain whose silo has just gone.</summary>
internal sealed class Patience(TimeProvider time, TimeSpan limit, OutageWatch outages, Action<string> tell)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="what">What is tried, for people: "store the checkpoint".</param>
    /// <param name="mayPass">Whether a failure is worth another try.</param>
    public async Task<T> Try<T>(string what, Func<CancellationToken, Task<T>> act, Func<Exception, bool> mayPass, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pause = FirstPause;
        using var trying = outages.Begin(what, time.GetUtcNow());
        for (var tries = 1; ; tries++)
        {
            try
            {
                var result = await act(cancellationToken);
                if (tries > 2)
                {
                    tell($"{what}: succeeded at try {tries}.");
                }

                return result;
            }
            catch (Exception e) when (mayPass(e) && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(began) + pause < limit)
            {
                if (tries > 1)
                {
                    trying.Failed(BlobStorage.Reason(e));
                }

                if (tries is 2 || tries % 20 == 0)
                {
                    tell($"{what}: failed {tries} times ({BlobStorage.Reason(e)}); trying again for up to {limit - time.GetElapsedTime(began):m\\:ss} more.");
                }

                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
