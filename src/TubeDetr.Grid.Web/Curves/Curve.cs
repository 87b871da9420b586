using System.Collections.Immutable;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>The points of one line as they are sent to the browser; a value that is not finite is a gap.</summary>
public sealed record Curve(double[] X, double[] Y)
{
    public static Curve Empty { get; } = new([], []);

    /// <summary>Measured at each step or only at the end of epochs: only the first is worth smoothing.</summary>
    private const double DensePointsPerEpoch = 2;

    /// <summary>Most points on each side of a window.</summary>
    private const int Around = 150;

    public int Count => X.Length;

    /// <summary>The values as measured, thinned out.</summary>
    public static Curve Raw(Series series, CurveView view, DateTimeOffset origin) => Thin(series, Values(series), view, origin);

    /// <summary>The moving average over all values, then thinned out; empty where smoothing has no sense.</summary>
    public static Curve Smoothed(Series series, CurveView view, DateTimeOffset origin) =>
        view.Smoothing > 0 && IsDense(series) ? Thin(series, Curves.Smoothing.Ema(Values(series), view.Smoothing), view, origin) : Empty;

    public static bool IsDense(Series series) =>
        series.Count > 3 && series.Count > DensePointsPerEpoch * Math.Max(series.Points[^1].Epoch, 0.01);

    /// <summary>How many points were only added behind the earlier ones; null when something else has changed.</summary>
    public int? AddedTo(Curve earlier) =>
        Count >= earlier.Count
        && X.AsSpan(0, earlier.Count).SequenceEqual(earlier.X)
        && Y.AsSpan(0, earlier.Count).SequenceEqual(earlier.Y)
            ? Count - earlier.Count
            : null;

    private static double[] Values(Series series)
    {
        var values = new double[series.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = series.Points[i].Value;
        }

        return values;
    }

    private static Curve Thin(Series series, double[] values, CurveView view, DateTimeOffset origin)
    {
        var chosen = view.Window is { } window ? Choose(series, values, window, view, origin) : Downsampling.Choose(values);
        var curve = new Curve(new double[chosen.Length], new double[chosen.Length]);
        for (var i = 0; i < chosen.Length; i++)
        {
            curve.X[i] = At(series.Points[chosen[i]], view, origin);
            curve.Y[i] = values[chosen[i]];
        }

        return curve;
    }

    /// <summary>Finely in the window, coarsely around it: whoever moves the window sees at once that there is more.</summary>
    private static ImmutableArray<int> Choose(Series series, double[] values, XWindow window, CurveView view, DateTimeOffset origin)
    {
        var (from, to) = view.Axis == XAxis.Wall ? (Wall(window.From), Wall(window.To)) : (window.From, window.To);
        var first = Find(series, x => x >= from, view, origin);
        var end = Find(series, x => x > to, view, origin);
        double Wall(double milliseconds) => view.Zone.Wall(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds));
        ImmutableArray<int> Part(int from, int to, int limit) => [.. Downsampling.Choose(values.AsSpan(from, to - from), limit).Select(i => i + from)];
        return [.. Part(0, first, Around), .. Part(first, end, Downsampling.Limit), .. Part(end, values.Length, Around)];
    }

    /// <summary>Place of the first point from which on something holds; the number of points when there is none.</summary>
    private static int Find(Series series, Func<double, bool> holds, CurveView view, DateTimeOffset origin)
    {
        var (low, high) = (0, series.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(At(series.Points[middle], view, origin)) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static double At(MetricPoint point, CurveView view, DateTimeOffset origin) => view.Axis switch
    {
        XAxis.Step => point.Step,
        XAxis.Epoch => point.Epoch,
        XAxis.Time => (point.Time - origin).TotalMinutes,
        XAxis.Wall => view.Zone.Wall(point.Time),
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };
}
