using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Live;

/// <summary>
/// The metric histories that one page shows, followed until the page goes: row by row for what trains, from panels for what does not. Histories of panels hold only the
/// metrics that were asked for.
/// </summary>
public sealed class HistorySet(LiveGrid grid) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<ExperimentId, Following<MetricHistory>> rows = [];
    private readonly Dictionary<PanelKey, Following<SweepPanel>> panels = [];
    private readonly Dictionary<ExperimentId, PanelHistory> drawn = [];
    private bool left;
    private long grown;

    /// <summary>Some history has grown. Raised on any thread, as often as news come: listeners bound their own pace.</summary>
    public event EventHandler? Changed;

    /// <summary>Is another number whenever some history has grown.</summary>
    public long Grown => Interlocked.Read(ref grown);

    /// <summary>What is known of an experiment; empty before the first answer.</summary>
    public MetricHistory Of(ExperimentId experiment)
    {
        lock (gate)
        {
            // A page asks for a thousand at a time, and mostly nothing has come since.
            return rows.TryGetValue(experiment, out var one) && one.Latest is { } latest && latest != MetricHistory.Empty
                ? latest
                : PanelsOf(experiment);
        }
    }

    /// <summary>Follows these row by row, with every metric, and nothing else any more.</summary>
    public void Follow(IReadOnlyCollection<ExperimentId> experiments) => Follow(experiments, []);

    /// <summary>Follows some metrics of all experiments of a sweep, and nothing else any more.</summary>
    /// <param name="closely">Experiments that are looked at as finely as they are known.</param>
    public void Follow(SweepView view, IReadOnlyCollection<string> metrics, IReadOnlySet<ExperimentId> closely)
    {
        var keys = metrics.Select(metric => new PanelKey(view.Sweep.Id, metric)).ToArray();
        // What has just ended is followed on until every panel has it.
        Follow([.. view.Experiments.Where(e => e.Attempt > 0 && (SweepPanel.Trains(e) || closely.Contains(e.Id) || (IsFollowed(e.Id) && !keys.All(key => Has(key, e))))).Select(e => e.Id)], keys);
    }

    public void Dispose()
    {
        Follow([], []);
        left = true;
    }

    private void Follow(IReadOnlyCollection<ExperimentId> experiments, IReadOnlyCollection<PanelKey> keys)
    {
        lock (gate)
        {
            if (!left)
            {
                Match(rows, experiments, grid.Metrics);
                if (Match(panels, keys, grid.Panel))
                {
                    Interlocked.Increment(ref grown);
                }
            }
        }
    }

    /// <summary>True when something else is followed now.</summary>
    private bool Match<TKey, T>(Dictionary<TKey, Following<T>> followed, IReadOnlyCollection<TKey> wanted, Func<TKey, Feed<T>> feed)
        where TKey : notnull
        where T : class
    {
        var (gone, come) = (followed.Keys.Except(wanted).ToArray(), wanted.Where(key => !followed.ContainsKey(key)).ToArray());
        foreach (var key in gone)
        {
            followed.Remove(key, out var one);
            one!.Dispose();
        }

        foreach (var key in come)
        {
            followed[key] = new Following<T>(feed(key), Grow);
        }

        return gone.Length + come.Length > 0;
    }

    private void Grow()
    {
        Interlocked.Increment(ref grown);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private bool IsFollowed(ExperimentId experiment)
    {
        lock (gate)
        {
            return rows.ContainsKey(experiment);
        }
    }

    private bool Has(PanelKey key, ExperimentSnapshot experiment)
    {
        lock (gate)
        {
            return panels.TryGetValue(key, out var panel) && panel.Latest?.Has(experiment) is true;
        }
    }

    /// <summary>The same object as long as nothing has changed, so that whoever draws it can tell.</summary>
    private MetricHistory PanelsOf(ExperimentId experiment)
    {
        var known = drawn.GetValueOrDefault(experiment);
        var now = Grown;
        if (known?.Grown == now)
        {
            return known.History;
        }

        var parts = panels.Select(panel => panel.Value.Latest?.Curves.GetValueOrDefault(experiment)).ToArray();
        if (known?.Parts.AsSpan().SequenceEqual(parts) is true)
        {
            known.Grown = now;
            return known.History;
        }

        var series = panels.Keys.Zip(parts).Where(part => part.Second is { Count: > 0 }).Select(part => KeyValuePair.Create(part.First.Metric, part.Second!));
        var history = parts.All(part => part is null) ? MetricHistory.Empty : MetricHistory.Of(series);
        drawn[experiment] = new PanelHistory(parts, history) { Grown = now };
        return history;
    }

    private sealed record PanelHistory(Series?[] Parts, MetricHistory History)
    {
        /// <summary>What had grown when the parts were last looked at.</summary>
        public required long Grown { get; set; }
    }
}
