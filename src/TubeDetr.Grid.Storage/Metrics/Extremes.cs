namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>What is kept of neighbouring points: the smallest, the largest and the last, in the order in which they stand.</summary>
public static class Extremes
{
    public static void AddTo(ICollection<MetricPoint> chosen, ReadOnlySpan<MetricPoint> points)
    {
        var (low, high, last) = (points.Length - 1, points.Length - 1, points.Length - 1);
        for (var i = 0; i < points.Length; i++)
        {
            var value = points[i].Value;
            low = Beats(value < points[low].Value, value, points[low].Value) ? i : low;
            high = Beats(value > points[high].Value, value, points[high].Value) ? i : high;
        }

        var before = -1;
        foreach (var index in (ReadOnlySpan<int>)[Math.Min(low, high), Math.Max(low, high), last])
        {
            if (index > before)
            {
                chosen.Add(points[index]);
                before = index;
            }
        }
    }

    /// <summary>A number beats what is none.</summary>
    private static bool Beats(bool better, double value, double best) => better || (double.IsNaN(best) && !double.IsNaN(value));
}
