using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>The points of one line as they are sent to the browser; a value that is not finite is a gap.</summary>
public sealed record Curve(double[] X, double[] Y)
{
    public static Curve Empty { get; } = new([], []);

    /// <summary>Measured at each step or only at the end of epochs: only the first is worth smoothing.</summary>
    private const double DensePointsPerEpoch = 2;

    public int Count => X.Length;

    /// <summary>The values as measured, thinned out.</summary>
    public static Curve Raw(Series series, XAxis axis, DateTimeOffset origin) => Thin(series, Values(series), axis, origin);

    /// <summary>The moving average over all values, then thinned out; empty where smoothing has no sense.</summary>
    public static Curve Smoothed(Series series, XAxis axis, DateTimeOffset origin, double weight) =>
        weight > 0 && IsDense(series) ? Thin(series, Curves.Smoothing.Ema(Values(series), weight), axis, origin) : Empty;

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

    private static Curve Thin(Series series, double[] values, XAxis axis, DateTimeOffset origin)
    {
        var chosen = Downsampling.Choose(values);
        var curve = new Curve(new double[chosen.Length], new double[chosen.Length]);
        for (var i = 0; i < chosen.Length; i++)
        {
            curve.X[i] = At(series.Points[chosen[i]], axis, origin);
            curve.Y[i] = values[chosen[i]];
        }

        return curve;
    }

    private static double At(MetricPoint point, XAxis axis, DateTimeOffset origin) => axis switch
    {
        XAxis.Step => point.Step,
        XAxis.Epoch => point.Epoch,
        XAxis.Time => (point.Time - origin).TotalMinutes,
        XAxis.Wall => point.Time.ToUnixTimeMilliseconds(),
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };
}
