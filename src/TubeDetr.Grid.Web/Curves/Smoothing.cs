namespace TubeDetr.Grid.Web.Curves;

/// <summary>Exponential moving average that is not pulled towards zero at its beginning.</summary>
public static class Smoothing
{
    public const double Default = 0.6;

    /// <summary>
    /// <c>s ← w·s + (1−w)·v</c>, divided by <c>1 − wⁿ</c>. Values that are not finite are passed on and leave the average as it was.
    /// </summary>
    /// <param name="values">In order.</param>
    /// <param name="weight">Of the past, from 0 (none) to less than 1.</param>
    public static double[] Ema(ReadOnlySpan<double> values, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weight, 1);
        var smoothed = new double[values.Length];
        var average = 0d;
        var past = 1d;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                smoothed[i] = values[i];
                continue;
            }

            average = (weight * average) + ((1 - weight) * values[i]);
            past *= weight;
            smoothed[i] = average / (1 - past);
        }

        return smoothed;
    }
}
