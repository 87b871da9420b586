using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class CurveGroupsTests
{
    private static readonly CurveView Raw = new(Smoothing: 0);

    [Fact]
    public void Of_TwoCurvesOfOneValue_GiveMeanAndBandBetweenTheirPoints()
    {
        ExperimentRow[] rows = [new(Some.Experiment(0, lr: 1e-3)), new(Some.Experiment(1, lr: 1e-3)), new(Some.Experiment(2, lr: 1e-4))];
        var histories = new[]
        {
            MetricHistory.Empty.With(Some.Batch(Some.Row(1, 0, 4), Some.Row(2, 10, 2), Some.Row(3, 20, 1))),
            MetricHistory.Empty.With(Some.Batch(Some.Row(1, 0, 8), Some.Row(2, 20, 3))),
            MetricHistory.Empty,
        };
        var group = Assert.Single(CurveGroups.Of(rows, "lr", "loss", Raw, id => histories[Array.FindIndex(rows, row => row.Now.Id == id)]));
        Assert.Equal(("0.001", 2), (group.Name, group.Members));
        Assert.Equal([0, 10, 20], group.X);
        Assert.Equal([6, 3.75, 2], group.Mean);
        Assert.Equal([4, 2, 1], group.Least);
        Assert.Equal([8, 5.5, 3], group.Greatest);
    }

    [Fact]
    public void Of_CurveThatEndsEarly_IsLeftOutBehindItsEnd()
    {
        ExperimentRow[] rows = [new(Some.Experiment(0)), new(Some.Experiment(1))];
        var histories = new[]
        {
            MetricHistory.Empty.With(Some.Batch(Some.Row(1, 0, 4), Some.Row(2, 10, 2))),
            MetricHistory.Empty.With(Some.Batch(Some.Row(1, 0, 8), Some.Row(2, 10, 6), Some.Row(3, 20, 5))),
        };
        var group = Assert.Single(CurveGroups.Of(rows, "lr", "loss", Raw, id => histories[Array.FindIndex(rows, row => row.Now.Id == id)]));
        Assert.Equal([6, 4, 5], group.Mean);
    }
}
