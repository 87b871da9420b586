using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class RowOrderTests
{
    private static readonly (Func<ExperimentRow, object?> Key, bool Descending)[] ByBest = [(row => row.Ordered.BestValue, true)];

    [Fact]
    public void Displaced_LiveValueOvertakes_CountsUntilTheOrderIsAskedFor()
    {
        ExperimentRow[] rows = [new(Some.Experiment(0, best: 0.3)), new(Some.Experiment(1, best: 0.2)), new(Some.Experiment(2, best: 0.1))];
        Assert.Equal(0, RowOrder.Displaced(rows, ByBest));
        rows[1].Update(Some.Experiment(1, best: 0.4));
        Assert.Equal(2, RowOrder.Displaced(rows, ByBest));
        Assert.Equal(0.2, rows[1].Ordered.BestValue);
        Array.ForEach(rows, row => row.Reorder());
        Assert.Equal(0, RowOrder.Displaced(rows, ByBest));
    }

    [Fact]
    public void Displaced_NoSort_IsNone() => Assert.Equal(0, RowOrder.Displaced([new(Some.Experiment())], []));

    [Fact]
    public void SortKey_NumbersWordsAndNothing_StandInThisOrder()
    {
        var row = new ExperimentRow(Some.Experiment());
        Assert.True(row.SortKey("lr").CompareTo(row.SortKey("backbone")) < 0);
        Assert.True(row.SortKey("backbone").CompareTo(row.SortKey("unset")) < 0);
    }
}
