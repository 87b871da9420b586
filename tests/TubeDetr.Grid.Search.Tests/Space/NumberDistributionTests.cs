using CsCheck;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Space;

public sealed class NumberDistributionTests
{
    public static TheoryData<NumberDistribution> Distributions => new(
        new NumberDistribution(DistributionShape.IntUniform, 1, 6, null),
        new NumberDistribution(DistributionShape.Uniform, -2, 3, null),
        new NumberDistribution(DistributionShape.Uniform, 0, 0.7, 0.1),
        new NumberDistribution(DistributionShape.LogUniform, -7, -2, null),
        new NumberDistribution(DistributionShape.LogUniformValues, 1e-5, 0.1, null),
        new NumberDistribution(DistributionShape.LogUniformValues, 8, 512, 8),
        new NumberDistribution(DistributionShape.Normal, double.NegativeInfinity, double.PositiveInfinity, null) { Mean = 3, Deviation = 2 },
        new NumberDistribution(DistributionShape.Normal, 2, 9, null) { Mean = 3, Deviation = 2 },
        new NumberDistribution(DistributionShape.LogNormal, 1e-6, 1e-3, null) { Mean = -9, Deviation = 2 },
        new NumberDistribution(DistributionShape.LogNormal, 0, double.PositiveInfinity, 0.5) { Mean = 1, Deviation = 1 });

    [Theory]
    [MemberData(nameof(Distributions))]
    public void At_AnyPoint_IsWithinTheBoundsAndRises(NumberDistribution distribution) => Gen.Select(Gen.Double[0, Math.BitDecrement(1.0)], Gen.Double[0, Math.BitDecrement(1.0)]).Sample(
        (a, b) =>
        {
            var (low, high) = distribution.Bounds;
            var slack = (distribution.Quantum ?? 0) / 2;
            Assert.InRange(distribution.At(a), low - slack - 1e-12, high + slack + 1e-12);
            var (less, more) = (distribution.At(Math.Min(a, b)), distribution.At(Math.Max(a, b)));
            Assert.True(less <= more + (1e-12 * Math.Abs(more)));
        },
        iter: 200);

    [Theory]
    [MemberData(nameof(Distributions))]
    public void UnitOf_AValue_LeadsBackToIt(NumberDistribution distribution) => Gen.Double[0.001, 0.999].Sample(
        unit =>
        {
            var value = distribution.At(unit);
            Assert.Equal(value, distribution.At(distribution.UnitOf(value)), 1e-6 * Math.Max(1e-6, Math.Abs(value)));
        },
        iter: 200);

    [Fact]
    public void At_Normal_HasTheMeanAndDeviation()
    {
        var distribution = new NumberDistribution(DistributionShape.Normal, double.NegativeInfinity, double.PositiveInfinity, null) { Mean = 3, Deviation = 2 };
        var values = Enumerable.Range(0, 10_000).Select(place => distribution.At((place + 0.5) / 10_000)).ToList();

        Assert.Equal(3, values.Average(), 6);
        Assert.Equal(2, Math.Sqrt(values.Average(value => (value - 3) * (value - 3))), 2);
    }
}
