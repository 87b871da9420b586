using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Tests.Live;

public sealed class MetricHistoryTests
{
    private static readonly MetricHistory Three = MetricHistory.Empty.With(Some.Batch(Some.Row(1, 10, 3), Some.Row(2, 20, 2), Some.Row(3, 30, 1)));

    [Fact]
    public void With_RowsSeenBefore_AreAddedOnce()
    {
        var history = Three.With(Some.Batch(Some.Row(2, 20, 2), Some.Row(3, 30, 1), Some.Row(4, 40, 0.5)));
        Assert.Equal([10, 20, 30, 40], Steps(history));
        Assert.Equal(4, history.LastSequence);
    }

    [Fact]
    public void With_Restart_DropsWhatWasSuperseded()
    {
        var history = Three.With(new MetricBatch([Some.Row(4, 15, 9, attempt: 2)], 10));
        Assert.Equal([10, 15], Steps(history));
        Assert.Equal(2, history.LastAttempt);
    }

    [Fact]
    public void With_MeasuredAtTheSameStepAgain_ReplacesIt()
    {
        var history = Three.With(new MetricBatch([Some.Row(4, 30, 9, attempt: 2)], 30));
        Assert.Equal([10, 20, 30], Steps(history));
        Assert.Equal(9, history.Series["loss"].Points[^1].Value);
    }

    [Fact]
    public void With_Anything_LeavesEarlierReadersAlone()
    {
        var one = Three.With(Some.Batch(Some.Row(4, 40, 0.5)));
        var other = Three.With(new MetricBatch([Some.Row(4, 25, 7, attempt: 2)], 20));
        Assert.Equal([10, 20, 30], Steps(Three));
        Assert.Equal([10, 20, 30, 40], Steps(one));
        Assert.Equal([10, 20, 25], Steps(other));
    }

    [Fact]
    public void MissedRestart_LaterAttemptWithoutNotice_IsNoticed()
    {
        Assert.True(Three.MissedRestart(Some.Batch(Some.Row(4, 15, 9, attempt: 2))));
        Assert.False(Three.MissedRestart(new MetricBatch([Some.Row(4, 15, 9, attempt: 2)], 10)));
        Assert.False(Three.With(new MetricBatch([], 10)).MissedRestart(Some.Batch(Some.Row(4, 15, 9, attempt: 2))));
        Assert.False(MetricHistory.Empty.MissedRestart(Some.Batch(Some.Row(4, 15, 9, attempt: 2))));
    }

    private static IEnumerable<long> Steps(MetricHistory history) => history.Series["loss"].Points.ToArray().Select(point => point.Step);
}
