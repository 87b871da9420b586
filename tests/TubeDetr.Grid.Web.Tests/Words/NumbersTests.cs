using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Words;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0.451234, "0.4512")]
    [InlineData(12.3456, "12.35")]
    [InlineData(123456.7, "123457")]
    [InlineData(0.0003, "0.0003")]
    [InlineData(0.00123456, "0.001235")]
    [InlineData(1.23456e-7, "1.235e-7")]
    [InlineData(5e-5, "5e-5")]
    [InlineData(3, "3")]
    [InlineData(0, "0")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Significant_AnyNumber_HasFourDigits(double value, string expected) => Assert.Equal(expected, Numbers.Significant(value));

    [Fact]
    public void Significant_Nothing_IsADash() => Assert.Equal(Numbers.Absent, Numbers.Significant(null));

    [Fact]
    public void Fixed_ValuesOfOneColumn_AlignOnTheirDecimals() => Assert.Equal("0.1200", Numbers.Fixed(0.12, 4));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.1234, "12.3 %")]
    [InlineData(1, "100 %")]
    public void Percent_Fraction_IsWritten(double fraction, string expected) => Assert.Equal(expected, Numbers.Percent(fraction));
}
