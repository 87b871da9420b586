using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class CurveSheetTests
{
    private static readonly CurveLine Line = new(Some.Experiment().Id, "#01", "#0072b2", "", Some.Start);

    private readonly CurveSheet sheet = new("loss");
    private MetricHistory history = MetricHistory.Empty;

    [Fact]
    public void Refresh_NewPoint_IsAddedToBothTraces()
    {
        Grow(10);
        sheet.Reset([Line], new CurveView(), _ => history);
        Grow(11);
        var changes = sheet.Refresh(_ => history);
        Assert.Equal([(0, 1), (1, 1)], changes.Select(c => (c.Trace, c.Added!.Value)));
        Assert.Equal(11, sheet.Points);
    }

    [Fact]
    public void Styles_CurveGrowsOutOfItsFirstPoints_ChangeItsLook()
    {
        Grow(2);
        sheet.Reset([Line], new CurveView(), _ => history);
        Assert.Equal(new LineStyle(Smoothed: false, Few: true), Assert.Single(sheet.Styles));
        Grow(100);
        sheet.Refresh(_ => history);
        Assert.Equal(new LineStyle(Smoothed: true, Few: false), Assert.Single(sheet.Styles));
    }

    [Fact]
    public void Refresh_NothingNew_SendsNothing()
    {
        Grow(10);
        sheet.Reset([Line], new CurveView(), _ => history);
        Assert.Empty(sheet.Refresh(_ => history));
    }

    [Fact]
    public void Refresh_SupersededTail_ReplacesTheCurve()
    {
        Grow(10);
        sheet.Reset([Line], new CurveView(Smoothing: 0), _ => history);
        history = history.With(new Contracts.Metrics.MetricBatch([Some.Row(11, 6, 9, attempt: 2)], 5));
        var change = Assert.Single(sheet.Refresh(_ => history));
        Assert.Null(change.Added);
        Assert.Equal([1, 2, 3, 4, 5, 6], change.Curve.X);
    }

    [Fact]
    public void Refresh_ThinningStarts_ReplacesTheCurve()
    {
        Grow(Downsampling.Limit);
        sheet.Reset([Line], new CurveView(Smoothing: 0), _ => history);
        Grow(Downsampling.Limit + 1);
        Assert.Null(Assert.Single(sheet.Refresh(_ => history)).Added);
        Assert.InRange(sheet.Points, 250, Downsampling.Limit);
    }

    [Fact]
    public void Reset_TimeAxis_CountsMinutesFromTheFirstAttempt()
    {
        Grow(120);
        sheet.Reset([Line], new CurveView(XAxis.Time), _ => history);
        Assert.Equal(2, sheet.Traces[0].X[^1], 9);
    }

    [Fact]
    public void Reset_ValuesOnlyAtTheEndOfEpochs_AreNotSmoothed()
    {
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            history = history.With(Some.Batch(Some.Row(epoch, 50 * epoch, 1, viou: 0.1 * epoch)));
        }

        var viou = new CurveSheet("viou");
        viou.Reset([Line], new CurveView(), _ => history);
        Assert.Equal((5, 0), (viou.Traces[0].Count, viou.Traces[1].Count));
    }

    private void Grow(int until)
    {
        for (var step = (int)history.LastSequence + 1; step <= until; step++)
        {
            history = history.With(Some.Batch(Some.Row(step, step, 1d / step)));
        }
    }
}
