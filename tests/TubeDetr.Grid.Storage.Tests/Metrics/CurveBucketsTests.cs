using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Storage.Tests.Metrics;

public sealed class CurveBucketsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(CurveBuckets.Most)]
    public void Add_FewPoints_KeepsAll(int count)
    {
        var curve = Noise(count);

        Assert.Equal((1, count), (curve.Size, curve.Points.Length));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(1_000_000)]
    public void Add_ManyPoints_KeepsEveryBucketsExtremesInBoundedMemory(int count)
    {
        var all = Enumerable.Range(0, count).Select(Value).ToArray();
        var curve = Noise(count);

        Assert.InRange(curve.Starts.Length, CurveBuckets.Most / 2, CurveBuckets.Most);
        foreach (var (bucket, raw) in Enumerable.Range(0, curve.Starts.Length).Zip(all.Chunk((int)curve.Size)))
        {
            var end = bucket + 1 < curve.Starts.Length ? curve.Starts[bucket + 1] : curve.Points.Length;
            var kept = curve.Points[curve.Starts[bucket]..end].ToArray();
            Assert.Equal((raw.Min(), raw.Max(), raw[^1]), (kept.Min(p => p.Value), kept.Max(p => p.Value), kept[^1].Value));
        }
    }

    [Theory]
    [InlineData(1_500, 192)]
    [InlineData(1_500, 6)]
    [InlineData(300_000, 1_800)]
    public void Choose_AnyLimit_HidesNoPeakAndKeepsToIt(int count, int limit)
    {
        var chosen = Noise(count).Choose(limit);

        var all = Enumerable.Range(0, count).Select(Value).ToArray();
        Assert.InRange(chosen.Length, 1, limit);
        Assert.Equal((all.Min(), all.Max(), all[^1]), (chosen.Min(p => p.Value), chosen.Max(p => p.Value), chosen[^1].Value));
        Assert.Equal(chosen.Select(p => p.Step).Order(), chosen.Select(p => p.Step));
    }

    [Fact]
    public void Choose_Range_IsFinerAndRunsOutOfThePicture()
    {
        var curve = Noise(4_000);

        var chosen = curve.Choose(192, 1_000, 1_100);

        Assert.Equal(Enumerable.Range(999, 103).Select(step => (long)step), chosen.Select(point => point.Step));
    }

    [Fact]
    public void Choose_CurveGrows_WhatWasChosenStays()
    {
        var curve = Noise(1_000);
        var before = curve.Choose(192);
        for (var step = 1_000; step < 1_020; step++)
        {
            curve.Add(Point(step));
        }

        // The last group is still open; all others stand.
        Assert.Equal(before[..^3], curve.Choose(192)[..(before.Length - 3)]);
    }

    [Fact]
    public void Choose_NotANumberAmongNumbers_DoesNotHideThem()
    {
        var curve = new CurveBuckets();
        foreach (var (value, i) in Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? double.NaN : i, i)))
        {
            curve.Add(Point(i) with { Value = value });
        }

        var chosen = curve.Choose(12).Where(point => !double.IsNaN(point.Value)).ToArray();

        Assert.Equal((1, 99), (chosen.Min(p => p.Value), chosen.Max(p => p.Value)));
    }

    private static CurveBuckets Noise(int count)
    {
        var curve = new CurveBuckets();
        for (var i = 0; i < count; i++)
        {
            curve.Add(Point(i));
        }

        return curve;
    }

    private static MetricPoint Point(int i) => new(i, i / 100d, DateTimeOffset.UnixEpoch.AddSeconds(i), Value(i));

    private static double Value(int i) => Math.Sin(i * 12.9898) + (i % 9973 == 17 ? 100 : 0);
}
