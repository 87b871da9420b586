using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class CurveLinesTests
{
    [Fact]
    public void Of_AFew_KeepTheirColours()
    {
        ExperimentRow[] rows = [new(Some.Experiment(1)), new(Some.Experiment(0))];
        Assert.Equal([ExperimentColour.Of(0), ExperimentColour.Of(1)], CurveLines.Of(rows, [], Some.Viou).Select(line => line.Colour));
    }

    [Fact]
    public void Of_Many_OnlyTheBestKeepTheirsAndAreDrawnInFront()
    {
        var rows = Enumerable.Range(0, 30).Select(i => new ExperimentRow(Some.Experiment(i, best: i / 100d))).ToArray();
        var lines = CurveLines.Of(rows, [], Some.Viou);
        Assert.All(lines.Take(10), line => Assert.Equal(ExperimentColour.Grey, line.Colour));
        Assert.Equal(rows.Skip(10).Select(row => row.Now.Id), lines.Skip(10).Select(line => line.Id));
    }

    [Fact]
    public void Of_Many_OneWithAGivenColourKeepsIt()
    {
        var rows = Enumerable.Range(0, 30).Select(i => new ExperimentRow(Some.Experiment(i, best: i / 100d) with { Colour = i == 3 ? "#123456" : null })).ToArray();

        var lines = CurveLines.Of(rows, [], Some.Viou);

        Assert.Equal("#123456", lines.Single(line => line.Id == rows[3].Now.Id).Colour);
        Assert.Equal(9, lines.Count(line => line.IsGrey));
    }

    [Fact]
    public void MetricOrder_Names_PutsFamiliarOnesFirst() =>
        Assert.Equal(["loss", "viou", "lr", "grad_norm", "loss_bbox"], MetricOrder.Of(["loss_bbox", "lr", "grad_norm", "viou", "loss"]));

    [Fact]
    public void SparkPath_Values_FillTheBox()
    {
        var series = Series.Empty.Append((MetricPoint[])[new(1, 0, Some.Start, 0), new(2, 0, Some.Start, 1)]);
        Assert.Equal("0,18.5 80,1.5", SparkPath.Of(series, 80, 20));
        Assert.Equal("", SparkPath.Of(Series.Empty, 80, 20));
        Assert.Equal("0,10 80,10", SparkPath.Of(Series.Empty.Append([new(1, 0, Some.Start, 7)]), 80, 20));
    }
}
