using System.Collections.Immutable;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>
/// Chooses which points of a long curve are sent: of each bucket the smallest, the largest and the last. Buckets hold a power of two points
/// and are counted from the beginning, so that what was sent stays as it was while the curve grows, until the buckets double.
/// </summary>
public static class Downsampling
{
    /// <summary>Most points per curve.</summary>
    public const int Limit = 1000;

    /// <summary>Indices of the chosen points in ascending order; all of them while they fit.</summary>
    public static ImmutableArray<int> Choose(ReadOnlySpan<double> values, int limit = Limit)
    {
        if (values.Length <= limit)
        {
            return [.. Enumerable.Range(0, values.Length)];
        }

        var bucket = BucketSize(values.Length, limit);
        var chosen = ImmutableArray.CreateBuilder<int>(Math.Min(values.Length, limit));
        for (var start = 0; start < values.Length; start += bucket)
        {
            AddBucket(chosen, values, start, Math.Min(start + bucket, values.Length));
        }

        return chosen.ToImmutable();
    }

    private static int BucketSize(int count, int limit)
    {
        var bucket = 4;
        while (3 * ((count + bucket - 1) / bucket) > limit)
        {
            bucket *= 2;
        }

        return bucket;
    }

    private static void AddBucket(ImmutableArray<int>.Builder chosen, ReadOnlySpan<double> values, int start, int end)
    {
        var (low, high, last) = (end - 1, end - 1, end - 1);
        for (var i = start; i < end; i++)
        {
            low = Beats(values[i] < values[low], values[i], values[low]) ? i : low;
            high = Beats(values[i] > values[high], values[i], values[high]) ? i : high;
        }

        foreach (var index in (ReadOnlySpan<int>)[Math.Min(low, high), Math.Max(low, high), last])
        {
            if (chosen.Count == 0 || chosen[^1] < index)
            {
                chosen.Add(index);
            }
        }
    }

    /// <summary>A number beats what is none.</summary>
    private static bool Beats(bool better, double value, double best) => better || (double.IsNaN(best) && !double.IsNaN(value));
}
