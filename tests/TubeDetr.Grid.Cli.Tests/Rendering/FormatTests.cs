using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Tests.Rendering;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.45123456, "0.4512")]
    [InlineData(0.00012, "0.00012")]
    [InlineData(12.345678, "12.35")]
    [InlineData(123456.7, "123457")]
    [InlineData(0.00003, "3e-5")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1e9, "1e9")]
    [InlineData(100, "100")]
    [InlineData(double.NaN, "NaN")]
    public void Number_OfAnySize_HasFourSignificantDigits(double value, string expected) => Assert.Equal(expected, Format.Number(value));

    [Fact]
    public void Number_OfNothing_IsADash() => Assert.Equal("–", Format.Number(null));

    [Theory]
    [InlineData(0.85, "850 ms")]
    [InlineData(12.3, "12 s")]
    [InlineData(59.7, "1 min 00 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(3599.8, "1 h 00 min")]
    [InlineData(8040, "2 h 14 min")]
    [InlineData(273600, "3 d 4 h")]
    [InlineData(-3, "0 ms")]
    public void Duration_OfAnyLength_HasItsTwoLeadingUnits(double seconds, string expected) => Assert.Equal(expected, Format.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1_572_864, "1.5 MiB")]
    [InlineData(3_489_660_928, "3.25 GiB")]
    public void Bytes_OfAnySize_AreInBinaryUnits(long bytes, string expected) => Assert.Equal(expected, Format.Bytes(bytes));

    [Fact]
    public void Time_OfAnotherZone_IsInUtc() =>
        Assert.Equal("2026-01-31 11:00:00Z", Format.Time(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(1))));
}
