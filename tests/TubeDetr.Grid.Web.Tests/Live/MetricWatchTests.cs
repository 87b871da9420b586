using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Tests.Live;

public sealed class MetricWatchTests
{
    private readonly FakeTimeProvider time = new(Some.Start) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly AnsweringGridClient client = new();
    private readonly Contracts.Experiments.ExperimentId id = Some.Experiment().Id;

    [Fact]
    public async Task Metrics_TwoCircuits_WatchOnce()
    {
        using var grid = Grid();
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 1)));
        using var first = grid.Metrics(id).Listen();
        using var second = grid.Metrics(id).Listen();
        await Until(first, history => history.LastSequence == 1);
        await Until(second, history => history.LastSequence == 1);
        Assert.Equal([0], client.WatchedFrom);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Metrics_EnumerationEnds_GoesOnFromTheLastSequence(bool aborted)
    {
        using var grid = Grid();
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 1), Some.Row(2, 2, 1)));
        using var listener = grid.Metrics(id).Listen();
        await Until(listener, history => history.LastSequence == 2);
        client.EndWatch(id, aborted ? new EnumerationAbortedException("gone") : null);
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(3, 3, 1)));
        var history = await Until(listener, h => h.LastSequence == 3);
        Assert.Equal(3, history.Series["loss"].Count);
        Assert.Equal([0, 2], client.WatchedFrom);
    }

    [Fact]
    public async Task Metrics_CurvesAreSaved_WatchesOnlyWhatCameSince()
    {
        using var grid = Grid();
        client.Curves[id] = Some.Curves(Some.Row(1, 1, 1), Some.Row(2, 2, 1));
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(3, 3, 1)));
        using var listener = grid.Metrics(id).Listen();

        var history = await Until(listener, h => h.LastSequence == 3);

        Assert.Equal([1, 2, 3], history.Series["loss"].Points.ToArray().Select(point => point.Step));
        Assert.Equal([2], client.WatchedFrom);
    }

    [Fact]
    public async Task Metrics_RestartMissedWhileAway_IsReadAnew()
    {
        using var grid = Grid();
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(1, 10, 1), Some.Row(2, 20, 1)));
        using var listener = grid.Metrics(id).Listen();
        await Until(listener, history => history.LastSequence == 2);
        client.EndWatch(id);
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(3, 15, 1, attempt: 2)));
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(1, 10, 1), Some.Row(3, 15, 1, attempt: 2)));
        var history = await Until(listener, h => h.LastAttempt == 2);
        Assert.Equal([10, 15], history.Series["loss"].Points.ToArray().Select(point => point.Step));
        Assert.Equal([0, 2, 0], client.WatchedFrom);
    }

    [Fact]
    public async Task Metrics_Fault_IsSaidAndWhatIsKnownStays()
    {
        using var grid = Grid();
        client.Batches(id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 1)));
        using var listener = grid.Metrics(id).Listen();
        await Until(listener, history => history.LastSequence == 1);
        client.EndWatch(id, new TimeoutException());
        News<MetricHistory> news;
        do
        {
            news = await listener.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }
        while (news.Fault is null);
        Assert.Equal("The cluster did not answer in time.", news.Fault);
        Assert.Equal(1, news.Value!.LastSequence);
    }

    private LiveGrid Grid() => new(client, new Polling(time, NullLogger<Polling>.Instance), time);

    /// <summary>Reads on until a history is as asked; lets time pass for those who wait.</summary>
    private async Task<MetricHistory> Until(Listener<MetricHistory> listener, Func<MetricHistory, bool> met)
    {
        while (true)
        {
            var reading = listener.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            while (!reading.IsCompleted)
            {
                time.Advance(MetricWatch.Pause);
                await Task.Yield();
            }

            if ((await reading).Value is { } history && met(history))
            {
                return history;
            }
        }
    }
}
