using System.Collections.Immutable;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>
/// A surface through scattered values: each place of a regular grid has the mean of all values, weighted by the inverse square of their distance
/// (Shepard 1968) with both axes scaled to 0…1. It never leaves the range of the values.
/// </summary>
public sealed record ContourGrid(ImmutableArray<double> X, ImmutableArray<double> Y, ImmutableArray<ImmutableArray<double>> Z)
{
    private const int Side = 32;

    /// <param name="points">Positions on paper with linear axes, and the value there.</param>
    public static ContourGrid? Of(ImmutableArray<(double X, double Y, double Z)> points)
    {
        if (points.Length < 3)
        {
            return null;
        }

        var (x, y) = (Axis([.. points.Select(p => p.X)]), Axis([.. points.Select(p => p.Y)]));
        if (x is not { } across || y is not { } up)
        {
            return null;
        }

        var (width, height) = (across[^1] - across[0], up[^1] - up[0]);
        return new(across, up, [.. up.Select(b => across.Select(a => Weigh(points, a, b, width, height)).ToImmutableArray())]);
    }

    private static ImmutableArray<double>? Axis(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        return high > low ? [.. Enumerable.Range(0, Side).Select(i => low + ((high - low) * i / (Side - 1)))] : null;
    }

    private static double Weigh(ImmutableArray<(double X, double Y, double Z)> points, double x, double y, double width, double height)
    {
        var (sum, weights) = (0d, 0d);
        foreach (var point in points)
        {
            var (dx, dy) = ((point.X - x) / width, (point.Y - y) / height);
            // So near counts as there: the weight stays finite, and several values at one place are averaged.
            var weight = 1 / Math.Max(1e-6, (dx * dx) + (dy * dy));
            sum += weight * point.Z;
            weights += weight;
        }

        return sum / weights;
    }
}
