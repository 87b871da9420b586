using System.Text.Json;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Curves;

/// <summary>Looking at a part of the horizontal axis.</summary>
public sealed class CurveWindowTests
{
    private static readonly ViewerZone Kathmandu = ViewerZone.Of("", 345);

    [Fact]
    public void Raw_Window_HasEveryValueThereAndAFewAround()
    {
        var series = Series(100_000, value: step => step == 50_123 ? 9 : step % 7);

        var whole = Curve.Raw(series, new CurveView(), Some.Start);
        var part = Curve.Raw(series, new CurveView(Window: new XWindow(50_100, 50_500)), Some.Start);

        Assert.InRange(whole.Count, 150, Downsampling.Limit);
        var inside = part.X.Where(x => x is >= 50_100 and <= 50_500).ToArray();
        Assert.Equal(Enumerable.Range(50_100, 401).Select(x => (double)x), inside);
        Assert.InRange(part.Count - inside.Length, 50, 300);
        Assert.Equal(9, part.Y[Array.IndexOf(part.X, 50_123)]);
        Assert.InRange(part.X[0], 1, 2000);
        Assert.Equal(100_000, part.X[^1]);
    }

    [Fact]
    public void Raw_WallClock_ShowsTheViewersClockAndTheWindowMeansTheSameMoments()
    {
        var series = Series(100, step => step);
        var from = Some.Start.AddSeconds(20).ToUnixTimeMilliseconds();
        var view = new CurveView(XAxis.Wall, Window: new XWindow(from, from + 10_000)) { Zone = Kathmandu };

        var curve = Curve.Raw(series, view, Some.Start);

        Assert.Equal(Some.Start.AddMinutes(345).AddSeconds(1).ToUnixTimeMilliseconds(), curve.X[0]);
        var axis = CurveAxes.X(dark: false, view);
        Assert.Equal(["2026-03-01 17:45:20.000", "2026-03-01 17:45:30.000"], axis.Range);
        Assert.Equal("date and time (UTC+05:45)", axis.Title!.Text);
        Assert.True(CurveAxes.TryRead(Changes("""{"xaxis.range[0]":"2026-03-01 17:45:20","xaxis.range[1]":"2026-03-01 17:45:30"}"""), view, out var window));
        Assert.Equal(view.Window, window);
    }

    [Theory]
    [InlineData("""{"xaxis.range[0]":0,"xaxis.range[1]":5}""", true, "0..5")]
    [InlineData("""{"xaxis.range":[1.5,2.25],"yaxis.range":[0,1]}""", true, "1.5..2.25")]
    [InlineData("""{"xaxis.autorange":true,"yaxis.autorange":true}""", true, null)]
    [InlineData("""{"yaxis.range[0]":0,"yaxis.range[1]":5}""", false, null)]
    [InlineData("""{"dragmode":"pan"}""", false, null)]
    public void TryRead_WhatAChartReports_IsTheWindowOrNothing(string changes, bool concerns, string? window)
    {
        Assert.Equal(concerns, CurveAxes.TryRead(Changes(changes), new CurveView(), out var read));
        Assert.Equal(window, read?.ToString());
    }

    [Fact]
    public void TryRead_LogarithmicAxis_ReportsExponents()
    {
        Assert.True(CurveAxes.TryRead(Changes("""{"xaxis.range":[1,3]}"""), new CurveView(LogX: true), out var window));
        Assert.Equal(new XWindow(10, 1000), window);
        Assert.Equal([1d, 3d], CurveAxes.X(dark: false, new CurveView(LogX: true, Window: window)).Range);
    }

    [Theory]
    [InlineData("120..480", 120, 480)]
    [InlineData("-1.5..2e3", -1.5, 2000)]
    public void Read_Window_IsWhatWasWritten(string text, double from, double to) => Assert.Equal(new XWindow(from, to), XWindow.Read(text));

    [Theory]
    [InlineData("480..120")]
    [InlineData("1..NaN")]
    [InlineData("1")]
    [InlineData(null)]
    public void Read_Nonsense_IsNoWindow(string? text) => Assert.Null(XWindow.Read(text));

    [Fact]
    public void ToString_NarrowWindow_KeepsEnoughDigits() => Assert.Equal("0.123457..0.124568", new XWindow(0.123456789, 0.124567891).ToString());

    private static Dictionary<string, JsonElement> Changes(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;

    private static Series Series(int count, Func<int, double> value) =>
        Web.Live.Series.Of([.. Enumerable.Range(1, count).Select(step => new Storage.Metrics.MetricPoint(step, step / 50d, Some.Start.AddSeconds(step), value(step)))]);
}
