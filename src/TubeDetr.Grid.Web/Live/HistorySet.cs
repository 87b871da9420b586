using System.Collections.Concurrent;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Live;

/// <summary>The metric histories of the experiments that one page shows, followed until the page goes.</summary>
public sealed class HistorySet(LiveGrid grid) : IDisposable
{
    private readonly ConcurrentDictionary<ExperimentId, Following> following = new();

    /// <summary>Some history has grown. Raised on any thread, as often as news come: listeners bound their own pace.</summary>
    public event EventHandler? Changed;

    /// <summary>What is known of an experiment; empty before the first answer.</summary>
    public MetricHistory Of(ExperimentId experiment) =>
        following.TryGetValue(experiment, out var one) ? one.Latest : MetricHistory.Empty;

    /// <summary>Follows these, and no others any more.</summary>
    public void Follow(IReadOnlyCollection<ExperimentId> experiments)
    {
        foreach (var gone in following.Keys.Except(experiments).ToArray())
        {
            if (following.TryRemove(gone, out var one))
            {
                one.Dispose();
            }
        }

        foreach (var experiment in experiments.Where(experiment => !following.ContainsKey(experiment)))
        {
            var one = new Following(grid.Metrics(experiment), () => Changed?.Invoke(this, EventArgs.Empty));
            following[experiment] = one;
            one.Start();
        }
    }

    public void Dispose() => Follow([]);

    private sealed class Following(Feed<MetricHistory> feed, Action changed) : IDisposable
    {
        private readonly CancellationTokenSource leaving = new();

        public MetricHistory Latest { get; private set; } = feed.Latest?.Value ?? MetricHistory.Empty;

        public void Start() => _ = Listen(feed.Listen(), leaving.Token);

        public void Dispose()
        {
            leaving.Cancel();
            leaving.Dispose();
        }

        private async Task Listen(Listener<MetricHistory> listener, CancellationToken stop)
        {
            using (listener)
            {
                try
                {
                    while (true)
                    {
                        var news = await listener.Reader.ReadAsync(stop);
                        if (news.Value is { } history && history != Latest)
                        {
                            Latest = history;
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
}
