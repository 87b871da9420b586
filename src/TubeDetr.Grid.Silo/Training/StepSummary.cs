namespace TubeDetr.Grid.Silo.Training;

/// <summary>
/// Turns steps into metric rows: a row for the first step, then one for every ten steps or two seconds, whichever comes first. A row holds means over its
/// steps, except for learning rates, which are those of the last.
/// </summary>
internal sealed class StepSummary(TimeProvider time)
{
    private const int Steps = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly SortedDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private int _count;
    private long _began;

    /// <summary>Adds a step; the row's values when one is due.</summary>
    /// <param name="last">The epoch's last step.</param>
    public IReadOnlyList<KeyValuePair<string, double>>? Add(IReadOnlyDictionary<string, double> metrics, bool last)
    {
        foreach (var (name, value) in metrics)
        {
            _sums[name] = IsRate(name) ? value : _sums.GetValueOrDefault(name) + value;
        }

        _count++;
        var isFirst = _began == 0;
        return isFirst || last || _count >= Steps || time.GetElapsedTime(_began) >= Longest ? Flush() : null;
    }

    /// <summary>The row of the steps since the last one; null when there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, double>>? Flush()
    {
        if (_count == 0)
        {
            return null;
        }

        List<KeyValuePair<string, double>> row = [.. _sums.Select(sum => KeyValuePair.Create(sum.Key, IsRate(sum.Key) ? sum.Value : sum.Value / _count))];
        _sums.Clear();
        (_count, _began) = (0, time.GetTimestamp());
        return row;
    }

    private static bool IsRate(string name) => name is "lr" || name.StartsWith("lr_", StringComparison.Ordinal);
}
