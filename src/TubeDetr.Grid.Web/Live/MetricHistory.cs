using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Web.Live;

/// <summary>The metric history of one experiment as one series per metric; immutable, sharing its memory with its successors.</summary>
public sealed class MetricHistory
{
    private MetricHistory(ImmutableSortedDictionary<string, Series> series, long lastSequence, int lastAttempt)
    {
        Series = series;
        LastSequence = lastSequence;
        LastAttempt = lastAttempt;
    }

    public static MetricHistory Empty { get; } = new(ImmutableSortedDictionary.Create<string, Series>(StringComparer.Ordinal), 0, 0);

    public ImmutableSortedDictionary<string, Series> Series { get; }

    /// <summary>Where a broken enumeration goes on.</summary>
    public long LastSequence { get; }

    public int LastAttempt { get; }

    /// <summary>What was saved of an experiment's curves.</summary>
    public static MetricHistory Of(ExperimentCurves curves) => new(
        curves.Metrics.ToImmutableSortedDictionary(metric => metric.Key, metric => Live.Series.Empty.Append(metric.Value.Points), StringComparer.Ordinal),
        curves.Sequence,
        curves.Attempt);

    /// <summary>A few metrics of an experiment that does not train.</summary>
    public static MetricHistory Of(IEnumerable<KeyValuePair<string, Series>> series) => new(Empty.Series.AddRange(series), 0, 0);

    /// <summary>
    /// True when rows of a later attempt follow without a word about where it began: they were superseded while nobody listened, and the
    /// history has to be read anew.
    /// </summary>
    public bool MissedRestart(MetricBatch batch) =>
        LastAttempt > 0 && batch.Restarts is null && batch.Rows.Length > 0 && batch.Rows[0].Attempt > LastAttempt;

    /// <summary>This history with a batch; rows that it has already are left out.</summary>
    public MetricHistory With(MetricBatch batch)
    {
        var kept = batch.Restarts is { } step ? Series.ToImmutableSortedDictionary(s => s.Key, s => s.Value.Until(step), StringComparer.Ordinal) : Series;
        var sequence = LastSequence;
        // The notice of a restart belongs to the attempt that follows.
        var attempt = batch.Restarts is null ? LastAttempt : LastAttempt + 1;
        var added = new Dictionary<string, List<MetricPoint>>(StringComparer.Ordinal);
        foreach (var row in batch.Rows.Where(row => row.Sequence == 0 || row.Sequence > LastSequence))
        {
            sequence = Math.Max(sequence, row.Sequence);
            attempt = Math.Max(attempt, row.Attempt);
            foreach (var (name, value) in row.Values)
            {
                if (!added.TryGetValue(name, out var points))
                {
                    added[name] = points = [];
                }

                points.Add(new MetricPoint(row.Step, row.Epoch, row.Time, value));
            }
        }

        // What is measured at a step again, an evaluation that a checkpoint still owed, replaces what was measured there.
        var merged = kept.SetItems(added.Select(a => KeyValuePair.Create(a.Key, (kept.GetValueOrDefault(a.Key) ?? Live.Series.Empty).Until(a.Value[0].Step - 1).Append(CollectionsMarshal.AsSpan(a.Value)))));
        return new MetricHistory(merged, sequence, attempt);
    }
}
