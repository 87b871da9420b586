using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class SmoothingTests
{
    [Fact]
    public void Ema_NoWeight_IsTheCurveItself() => Assert.Equal([3, 1, 2], Smoothing.Ema([3, 1, 2], 0));

    [Fact]
    public void Ema_ConstantCurve_StaysConstantFromTheFirstPoint() =>
        Assert.All(Smoothing.Ema([5, 5, 5, 5], 0.9), value => Assert.Equal(5, value, 12));

    [Fact]
    public void Ema_TwoPoints_IsTheirWeightedMean() =>
        Assert.Equal(((0.6 * 0.4 * 1) + (0.4 * 2)) / (1 - 0.36), Smoothing.Ema([1, 2], 0.6)[1], 12);

    [Fact]
    public void Ema_Gap_IsPassedOnAndForgotten()
    {
        var smoothed = Smoothing.Ema([1, double.NaN, 1], 0.6);
        Assert.True(double.IsNaN(smoothed[1]));
        Assert.Equal(1, smoothed[2], 12);
    }

    [Fact]
    public void Ema_WeightOfOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Smoothing.Ema([1], 1));
}
