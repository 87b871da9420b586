using System.Globalization;

namespace TubeDetr.Grid.Search.Space;

/// <summary>Shape of a distribution, with W&amp;B's names in snake_case; the ones that begin with q are these with a quantum.</summary>
public enum DistributionShape
{
    /// <summary>Integers from min to max, both included.</summary>
    IntUniform,

    Uniform,

    /// <summary>exp of a uniform number: min and max are natural logarithms.</summary>
    LogUniform,

    /// <summary>Uniform in the logarithm; min and max are the values themselves.</summary>
    LogUniformValues,

    /// <summary>Normal, cut off at min and max where there are any.</summary>
    Normal,

    /// <summary>exp of a normal number: mean and deviation are those of the natural logarithm, min and max the values themselves.</summary>
    LogNormal,
}

/// <summary>A distribution of numbers. <paramref name="Quantum"/>: values are rounded to its multiples; null: they are not.</summary>
/// <param name="Minimum">Infinite only for the normal shapes: not cut off.</param>
/// <param name="Maximum">As <paramref name="Minimum"/>.</param>
public sealed record NumberDistribution(DistributionShape Shape, double Minimum, double Maximum, double? Quantum)
{
    /// <summary>Of the normal shapes.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation, of the normal shapes.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Smallest and greatest value that can come out, before rounding.</summary>
    public (double Low, double High) Bounds => Shape switch
    {
        DistributionShape.LogUniform => (Math.Exp(Minimum), Math.Exp(Maximum)),
        DistributionShape.LogNormal => (Math.Max(Minimum, 0), Maximum),
        _ => (Minimum, Maximum),
    };

    /// <summary>How many values a grid has to try; null when there is no end of them.</summary>
    public long? Count => Cells is { } cells ? cells.Count : null;

    /// <summary>The value at a point of the unit interval [0, 1): the quantile.</summary>
    public double At(double unit)
    {
        var value = Shape switch
        {
            DistributionShape.IntUniform => Math.Min(Maximum, Math.Floor(Minimum + (unit * (Maximum - Minimum + 1)))),
            DistributionShape.Uniform => Minimum + (unit * (Maximum - Minimum)),
            DistributionShape.LogUniform => Math.Exp(Minimum + (unit * (Maximum - Minimum))),
            DistributionShape.LogUniformValues => Math.Exp(Math.Log(Minimum) + (unit * (Math.Log(Maximum) - Math.Log(Minimum)))),
            DistributionShape.Normal => Math.Clamp(NormalAt(unit), Minimum, Maximum),
            _ => Math.Clamp(Math.Exp(NormalAt(unit)), Math.Max(Minimum, 0), Maximum),
        };
        return Quantum is { } quantum ? Multiple(Math.Round(value / quantum), quantum) : value;
    }

    /// <summary>The point of the unit interval that a value stands at; the middle of those that an integer stands for. <see cref="At"/> leads back.</summary>
    public double UnitOf(double value) => Math.Clamp(
        Shape switch
        {
            DistributionShape.IntUniform => (value - Minimum + 0.5) / (Maximum - Minimum + 1),
            DistributionShape.Uniform => (value - Minimum) / (Maximum - Minimum),
            DistributionShape.LogUniform => (LogOf(value) - Minimum) / (Maximum - Minimum),
            DistributionShape.LogUniformValues => (LogOf(value) - Math.Log(Minimum)) / (Math.Log(Maximum) - Math.Log(Minimum)),
            DistributionShape.Normal => UnitOfNormal(value),
            _ => UnitOfNormal(LogOf(value)),
        },
        0,
        Math.BitDecrement(1.0));

    /// <summary>The value of a grid's cell.</summary>
    public double Cell(long index) => Cells is { } cells ? Multiple(cells.First + index, cells.Step) : throw new InvalidOperationException("A grid cannot try every value of it.");

    private (double First, long Count, double Step)? Cells => (Shape, Quantum) switch
    {
        (DistributionShape.IntUniform, null) => (Minimum, (long)(Maximum - Minimum) + 1, 1),
        (DistributionShape.Uniform, { } step) => Multiples(step),
        _ => null,
    };

    /// <summary>Probabilities below min and max, of the standard normal distribution.</summary>
    private (double Low, double High) Tails => Shape == DistributionShape.LogNormal
        ? (Gaussian.Below((LogOf(Minimum) - Mean) / Deviation), Gaussian.Below((LogOf(Maximum) - Mean) / Deviation))
        : (Gaussian.Below((Minimum - Mean) / Deviation), Gaussian.Below((Maximum - Mean) / Deviation));

    private double NormalAt(double unit)
    {
        const double Least = 1e-12;
        var (low, high) = Tails;
        return Mean + (Deviation * Gaussian.Quantile(Math.Clamp(low + (unit * (high - low)), Least, 1 - Least)));
    }

    private double UnitOfNormal(double value)
    {
        var (low, high) = Tails;
        return (Gaussian.Below((value - Mean) / Deviation) - low) / (high - low);
    }

    private static double LogOf(double value) => value > 0 ? Math.Log(value) : double.NegativeInfinity;

    /// <summary>Those within the range; 0.3 counts as three times 0.1, although binary fractions disagree.</summary>
    private (double First, long Count, double Step) Multiples(double step)
    {
        const double Noise = 1e-9;
        var (first, last) = (Math.Ceiling((Minimum / step) - Noise), Math.Floor((Maximum / step) + Noise));
        return (first, (long)(last - first) + 1, step);
    }

    /// <summary>Without the noise of binary fractions: 3 × 0.1 is 0.3.</summary>
    private static double Multiple(double count, double quantum) =>
        double.Parse((count * quantum).ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
