using CsCheck;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Space;

public sealed class GaussianTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-2, 0.022750131948179195)]
    [InlineData(-6, 9.865876450376981e-10)]
    [InlineData(4, 0.9999683287581669)]
    public void Below_KnownPoints_AgreesWithTables(double x, double expected) => Assert.Equal(1, Gaussian.Below(x) / expected, 12);

    [Fact]
    public void Quantile_OfBelow_LeadsBack() => Gen.Double[-6, 6].Sample(x => Assert.Equal(x, Gaussian.Quantile(Gaussian.Below(x)), 5e-7));
}
