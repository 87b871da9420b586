using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Live;

/// <summary>Reads something from the grid again and again and publishes it when it has changed, or after a while anyway.</summary>
public sealed partial class Polling(TimeProvider time, ILogger<Polling> logger)
{
    /// <summary>How long unchanged news may stand before it is said again, so that readers know it to be fresh.</summary>
    public static readonly TimeSpan SayAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause after a fault.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <param name="feed">Where to publish.</param>
    /// <param name="read">The question, which may build on what is known; null is an answer too.</param>
    /// <param name="same">True when two answers show the same to people.</param>
    /// <param name="every">Pause between an answer and the next question.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task Run<T>(Feed<T> feed, Func<T?, Task<T?>> read, Func<T, T, bool> same, TimeSpan every, CancellationToken cancellationToken)
        where T : class
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Offer(feed, await read(feed.Latest?.Value), same);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever goes wrong between here and a grain is shown on the page and tried again.
                Fail(feed, e);
            }

            // Who could not read tries soon again, however seldom the thing changes.
            await Task.Delay(feed.Latest?.Fault is null || every < Again ? every : Again, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Publishes a fault once, and says it in the log once.</summary>
    public void Fail<T>(Feed<T> feed, Exception fault)
        where T : class
    {
        var sentence = Faults.Describe(fault);
        if (!string.Equals(feed.Latest?.Fault, sentence, StringComparison.Ordinal))
        {
            CannotRead(logger, typeof(T).Name, sentence, fault is GridAwayException ? null : fault);
            feed.Fail(sentence);
        }
    }

    private void Offer<T>(Feed<T> feed, T? value, Func<T, T, bool> same)
        where T : class
    {
        if (feed.Latest is not { Fault: null, Known: true, Value: { } known } latest || value is null || !same(known, value))
        {
            feed.Publish(value);
        }
        else if (time.GetUtcNow() - latest.At >= SayAgainAfter)
        {
            feed.Publish(known); // the same object, so that readers can tell
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot read {What} from the grid: {Sentence}")]
    private static partial void CannotRead(ILogger logger, string what, string sentence, Exception? fault);
}
