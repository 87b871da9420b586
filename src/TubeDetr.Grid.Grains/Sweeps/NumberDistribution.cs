using System.Globalization;

namespace TubeDetr.Grid.Grains.Sweeps;

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
}

/// <summary>A distribution of numbers. <paramref name="Quantum"/>: values are rounded to its multiples; null: they are not.</summary>
public sealed record NumberDistribution(DistributionShape Shape, double Minimum, double Maximum, double? Quantum)
{
    /// <summary>Smallest and greatest value that can come out.</summary>
    public (double Low, double High) Bounds => Shape == DistributionShape.LogUniform ? (Math.Exp(Minimum), Math.Exp(Maximum)) : (Minimum, Maximum);

    /// <summary>How many values a grid has to try; null when there is no end of them.</summary>
    public long? Count => Cells is { } cells ? cells.Count : null;

    /// <summary>The value at a point of the unit interval [0, 1).</summary>
    public double At(double unit)
    {
        var value = Shape switch
        {
            DistributionShape.IntUniform => Math.Floor(Minimum + (unit * (Maximum - Minimum + 1))),
            DistributionShape.Uniform => Minimum + (unit * (Maximum - Minimum)),
            DistributionShape.LogUniform => Math.Exp(Minimum + (unit * (Maximum - Minimum))),
            _ => Math.Exp(Math.Log(Minimum) + (unit * (Math.Log(Maximum) - Math.Log(Minimum)))),
        };
        return Quantum is { } quantum ? Multiple(Math.Round(value / quantum), quantum) : value;
    }

    /// <summary>The value of a grid's cell.</summary>
    public double Cell(long index) => Cells is { } cells ? Multiple(cells.First + index, cells.Step) : throw new InvalidOperationException("A grid cannot try every value of it.");

    private (double First, long Count, double Step)? Cells => (Shape, Quantum) switch
    {
        (DistributionShape.IntUniform, null) => (Minimum, (long)(Maximum - Minimum) + 1, 1),
        (DistributionShape.Uniform, { } step) => Multiples(step),
        _ => null,
    };

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
