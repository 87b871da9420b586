using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class DownsamplingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Choose_CurveThatFits_KeepsEveryPoint(int count) =>
        Assert.Equal(Enumerable.Range(0, count), Downsampling.Choose(Noise(count)));

    [Theory]
    [InlineData(1001)]
    [InlineData(1500)]
    [InlineData(12345)]
    [InlineData(100_000)]
    public void Choose_LongCurve_KeepsExtremesAndTheLastWithinTheLimit(int count)
    {
        var values = Noise(count);
        var chosen = Downsampling.Choose(values);
        Assert.InRange(chosen.Length, 250, Downsampling.Limit);
        Assert.Equal(chosen.Order().Distinct(), chosen);
        Assert.Equal(count - 1, chosen[^1]);
        Assert.Equal(values.Min(), chosen.Min(i => values[i]));
        Assert.Equal(values.Max(), chosen.Max(i => values[i]));
    }

    [Fact]
    public void Choose_GrowingCurve_KeepsWhatWasSent()
    {
        var values = Noise(2000);
        var before = Downsampling.Choose(values.AsSpan(0, 1600));
        var after = Downsampling.Choose(values.AsSpan(0, 1608));
        Assert.Equal(before, after.Take(before.Length));
    }

    [Fact]
    public void Choose_GapInABucket_FindsTheExtremesBesideIt()
    {
        var values = Noise(4000);
        values[7] = double.NaN;
        values[5] = 99;
        Assert.Contains(5, Downsampling.Choose(values));
    }

    private static double[] Noise(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
