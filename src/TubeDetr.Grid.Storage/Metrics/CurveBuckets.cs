using System.Runtime.InteropServices;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>
/// The whole curve of one metric in bounded memory: buckets of a power of two points, counted from the first one, each with its smallest, largest and last point. When
/// there are too many buckets, neighbours become one. No peak is ever lost, and what stands stays as it is while the curve grows, until the buckets double.
/// </summary>
public sealed class CurveBuckets
{
    /// <summary>Buckets that one curve has at most.</summary>
    public const int Most = 4096;

    private readonly List<MetricPoint> _points = [];
    private readonly List<int> _starts = [];

    /// <summary>Points that were added.</summary>
    public long Count { get; private set; }

    /// <summary>Points that one bucket stands for: 1 as long as everything is kept.</summary>
    public long Size { get; private set; } = 1;

    /// <summary>What is kept, in the order of the steps.</summary>
    public ReadOnlySpan<MetricPoint> Points => CollectionsMarshal.AsSpan(_points);

    /// <summary>Where, among <see cref="Points"/>, each bucket begins.</summary>
    public ReadOnlySpan<int> Starts => CollectionsMarshal.AsSpan(_starts);

    public static CurveBuckets Restore(long count, long size, IEnumerable<MetricPoint> points, IEnumerable<int> starts)
    {
        var curve = new CurveBuckets { Count = count, Size = size };
        curve._points.AddRange(points);
        curve._starts.AddRange(starts);
        return curve;
    }

    /// <summary>Adds the next point.</summary>
    public void Add(MetricPoint point)
    {
        if (Count % Size == 0)
        {
            MakeRoom();
            _starts.Add(_points.Count);
        }

        Count++;
        var last = _starts[^1];
        Span<MetricPoint> bucket = stackalloc MetricPoint[4];
        var kept = _points.Count - last;
        Points[last..].CopyTo(bucket);
        bucket[kept] = point;
        _points.RemoveRange(last, kept);
        Extremes.AddTo(_points, bucket[..(kept + 1)]);
    }

    /// <summary>
    /// The points that show the curve: of neighbouring buckets together the smallest, the largest and the last, so that there are at most
    /// <paramref name="limit"/>; with one bucket to either side of the range, so that lines run out of the picture.
    /// </summary>
    /// <param name="limit">At least 6. Three times the width of the picture in pixels is enough for any picture.</param>
    /// <param name="fromStep">First step of the range.</param>
    /// <param name="toStep">Last step of the range.</param>
    public MetricPoint[] Choose(int limit, long fromStep = long.MinValue, long toStep = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 6);
        var (first, end) = Range(fromStep, toStep);
        if (Start(end) - Start(first) <= limit)
        {
            return Points[Start(first)..Start(end)].ToArray();
        }

        var group = 2;
        while (3 * (((end + group - 1) / group) - (first / group)) > limit)
        {
            group *= 2;
        }

        return Merge(first, end, group);
    }

    private MetricPoint[] Merge(int first, int end, int group)
    {
        var chosen = new List<MetricPoint>();
        for (var at = first; at < end;)
        {
            // Groups are counted from the first bucket of all, so that zooming and growing do not shift them.
            var next = Math.Min(end, ((at / group) + 1) * group);
            Extremes.AddTo(chosen, Points[Start(at)..Start(next)]);
            at = next;
        }

        return [.. chosen];
    }

    private (int First, int End) Range(long fromStep, long toStep)
    {
        var (first, end) = (0, _starts.Count);
        while (first < end && _points[Start(first + 1) - 1].Step < fromStep)
        {
            first++;
        }

        while (end > first && _points[Start(end - 1)].Step > toStep)
        {
            end--;
        }

        return (Math.Max(0, first - 1), Math.Min(_starts.Count, end + 1));
    }

    /// <summary>Where a bucket begins, which is where the one before it ends.</summary>
    private int Start(int bucket) => bucket < _starts.Count ? _starts[bucket] : _points.Count;

    private void MakeRoom()
    {
        if (_starts.Count < Most)
        {
            return;
        }

        var merged = new List<MetricPoint>(_points.Count);
        var starts = new List<int>(Most);
        for (var at = 0; at < _starts.Count; at += 2)
        {
            starts.Add(merged.Count);
            Extremes.AddTo(merged, Points[Start(at)..Start(at + 2)]);
        }

        Size *= 2;
        _points.Clear();
        _points.AddRange(merged);
        _starts.Clear();
        _starts.AddRange(starts);
    }
}
