using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>Every metric of one experiment, as far as the rows of its log count, in bounded memory. Not thread-safe.</summary>
public sealed class ExperimentCurves
{
    private readonly SortedDictionary<string, CurveBuckets> _metrics = new(StringComparer.Ordinal);

    /// <summary>Number of the last row that is in it: whoever watches the log goes on after it.</summary>
    public long Sequence { get; private set; }

    /// <summary>Attempt of the last row.</summary>
    public int Attempt { get; private set; }

    /// <summary>Step of the last row.</summary>
    public long Step { get; private set; }

    public IReadOnlyDictionary<string, CurveBuckets> Metrics => _metrics;

    public static ExperimentCurves Restore(long sequence, int attempt, long step, IEnumerable<KeyValuePair<string, CurveBuckets>> metrics)
    {
        var curves = new ExperimentCurves { Sequence = sequence, Attempt = attempt, Step = step };
        foreach (var (name, curve) in metrics)
        {
            curves._metrics.Add(name, curve);
        }

        return curves;
    }

    /// <summary>Adds the next row.</summary>
    public void Add(MetricRow row)
    {
        (Sequence, Attempt, Step) = (row.Sequence, row.Attempt, row.Step);
        foreach (var (name, value) in row.Values)
        {
            if (!_metrics.TryGetValue(name, out var curve))
            {
                _metrics.Add(name, curve = new CurveBuckets());
            }

            curve.Add(new MetricPoint(row.Step, row.Epoch, row.Time, value));
        }
    }
}
