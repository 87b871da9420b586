namespace TubeDetr.Grid.Search.Space;

/// <summary>The standard normal distribution.</summary>
public static class Gaussian
{
    /// <summary>Probability of less than <paramref name="x"/>, to about 15 digits; relative accuracy holds in the lower tail, too.</summary>
    /// <remarks>Series near 0, continued fraction in the tails (Abramowitz and Stegun 1964, 26.2.10 and 26.2.14).</remarks>
    public static double Below(double x) => x switch
    {
        double.NaN => double.NaN,
        < -38 => 0,
        > 38 => 1,
        < -2.5 => Tail(-x),
        > 2.5 => 1 - Tail(x),
        _ => 0.5 + (Density(x) * Series(x)),
    };

    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>The number that a normal one is below with this probability, in (0, 1).</summary>
    /// <remarks>Bailey's rational start after Hastings (Abramowitz and Stegun 26.2.23), then Halley's steps on <see cref="Below"/>.</remarks>
    public static double Quantile(double probability)
    {
        var lower = Math.Min(probability, 1 - probability);
        var t = Math.Sqrt(-2 * Math.Log(lower));
        var x = -(t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))));
        for (var step = 0; step < 3; step++)
        {
            var error = (Below(x) - lower) / Density(x);
            x -= error / (1 + (0.5 * x * error));
        }

        return probability < 0.5 ? x : -x;
    }

    private static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return sum;
    }

    private static double Tail(double x)
    {
        var fraction = x;
        for (var n = 80; n > 0; n--)
        {
            fraction = x + (n / fraction);
        }

        return Density(x) / fraction;
    }
}
