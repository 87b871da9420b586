using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class TableColumnsTests
{
    private static TableColumn Column(string key, MetricHistory? history = null) =>
        new TableColumns(Some.Viou, ["lr", "backbone"], ["loss"], _ => history ?? MetricHistory.Empty, TimeProvider.System).All.Single(column => string.Equals(column.Key, key, StringComparison.Ordinal));

    [Fact]
    public void MetricColumns_History_GiveLeastAndGreatest()
    {
        var history = MetricHistory.Empty.With(Some.Batch(Some.Row(1, 1, 3), Some.Row(2, 2, 1), Some.Row(3, 3, double.NaN), Some.Row(4, 4, 2)));
        var row = new ExperimentRow(Some.Experiment());
        Assert.Equal("1", Column("metrics.loss.min", history).Text(row));
        Assert.Equal("3", Column("metrics.loss.max", history).Text(row));
        var later = history.With(Some.Batch(Some.Row(5, 5, 0.5)));
        Assert.Equal("0.5", Column("metrics.loss.min", later).Text(row));
    }

    [Fact]
    public void Sort_LiveValue_GoesByWhatTheRowWasOrderedBy()
    {
        var row = new ExperimentRow(Some.Experiment(best: 0.2));
        row.Update(Some.Experiment(best: 0.4));
        Assert.Equal(0.2, Column("best").Sort(row));
        Assert.Equal(0.4, Column("best").Value(row));
        Assert.Equal("0.4000", Column("best").Text(row));
    }

    [Fact]
    public void Usual_Parameters_StandBetweenObjectiveAndTime() =>
        Assert.Equal(["best", "last", "epochs", "params.lr", "time", "silo", "attempts", "tags"], TableColumns.Usual(["lr"]));

    [Fact]
    public void Metrics_Keys_NameThoseWhoseHistoryIsNeeded() =>
        Assert.Equal(["viou@0.3", "loss"], TableColumns.Metrics(["best", "metrics.viou@0.3.max", "params.lr", "metrics.loss.min"]));
}
