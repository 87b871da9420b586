using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Live;

/// <summary>Keeps one experiment's metric history up to date, whatever happens to the silo that serves it.</summary>
public sealed class MetricWatch(IGridClient client, Polling polling, TimeProvider time)
{
    /// <summary>Pause before asking again after the enumeration ended or broke.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task Run(Feed<MetricHistory> feed, ExperimentId experiment, CancellationToken cancellationToken)
    {
        var history = feed.Latest?.Value;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                history ??= await client.GetCurves(experiment, cancellationToken) is { } saved ? MetricHistory.Of(saved) : MetricHistory.Empty;
                if (history.LastSequence > 0)
                {
                    feed.Publish(history);
                }

                await foreach (var batch in client.Watch(experiment, history.LastSequence, cancellationToken))
                {
                    if (history.MissedRestart(batch))
                    {
                        history = MetricHistory.Empty;
                        break;
                    }

                    history = history.With(batch);
                    feed.Publish(history);
                }
            }
            catch (EnumerationAbortedException)
            {
                // The activation moved; go on from the last sequence number.
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                polling.Fail(feed, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
