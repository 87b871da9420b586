using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Web.Live;

/// <summary>
/// The values of one metric in the order of their steps. Immutable to its readers: successors share the buffer and write behind the part that
/// this one shows, so that a live point costs no copy.
/// </summary>
public sealed class Series
{
    private readonly Buffer buffer;
    private readonly int count;

    private Series(Buffer buffer, int count)
    {
        this.buffer = buffer;
        this.count = count;
    }

    public static Series Empty { get; } = new(new Buffer([]), 0);

    /// <summary>Points that nobody changes any more.</summary>
    public static Series Of(ImmutableArray<MetricPoint> points) =>
        new(new Buffer(ImmutableCollectionsMarshal.AsArray(points) ?? []) { Used = points.Length }, points.Length);

    public int Count => count;

    public ReadOnlySpan<MetricPoint> Points => buffer.Points.AsSpan(0, count);

    public Series Append(ReadOnlySpan<MetricPoint> points)
    {
        var target = buffer;
        var needed = count + points.Length;
        lock (buffer)
        {
            if (buffer.Used != count || buffer.Points.Length < needed)
            {
                target = new Buffer(new MetricPoint[count == 0 ? needed : Math.Max(needed, Math.Max(64, 2 * count))]);
                Points.CopyTo(target.Points);
            }

            points.CopyTo(target.Points.AsSpan(count));
            target.Used = needed;
        }

        return new Series(target, needed);
    }

    /// <summary>The points up to a step, that one included.</summary>
    public Series Until(long step)
    {
        var keep = count;
        while (keep > 0 && buffer.Points[keep - 1].Step > step)
        {
            keep--;
        }

        return new Series(buffer, keep);
    }

    private sealed class Buffer(MetricPoint[] points)
    {
        public MetricPoint[] Points { get; } = points;

        public int Used { get; set; }
    }
}
