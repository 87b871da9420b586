using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Grains.Metrics;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Grains.Tests.Metrics;

public sealed class MetricHistoryTests
{
    private readonly MetricHistory _history = new();

    [Fact]
    public void Number_Rows_AreNumberedFromOneWithoutGaps()
    {
        Begin(1, 0);
        Append(0, 1, 2);
        Append(2, 3);

        Assert.Equal([1L, 2L, 3L], _history.After(0).Select(row => row.Sequence));
    }

    [Fact]
    public void Number_CallRepeated_AddsNothing()
    {
        Begin(1, 0);
        Append(0, 1, 2);

        Append(0, 1, 2, 3);

        Assert.Equal([1L, 2L, 3L], _history.After(0).Select(row => row.Step));
    }

    [Fact]
    public void Number_RowsMissing_IsRefused()
    {
        Begin(1, 0);

        Assert.Equal(0, Assert.Throws<MissingRowsException>(() => _history.Number(1, [Some.Row(1)])).Present);
    }

    [Fact]
    public void Apply_LaterAttempt_SupersedesWhatCameAfterItsStep()
    {
        Begin(1, 0);
        Append(0, 1, 2, 3, 4);

        Begin(2, 2);
        Append(0, 3, 4);

        Assert.Equal([(1L, 1), (2L, 1), (3L, 2), (4L, 2)], _history.After(0).Select(row => (row.Step, row.Attempt)));
        Assert.Equal([5L, 6L], _history.After(4).Select(row => row.Sequence));
    }

    [Fact]
    public void Apply_EvaluationOwedAndLostBeforeItsCheckpoint_CountsOnce()
    {
        Begin(1, 0);
        Append(0, 1, 2);
        Begin(2, 2);
        Append(0, 2); // what the checkpoint still owed
        Begin(3, 2);

        Append(0, 2);

        Assert.Equal([(1L, 1), (2L, 1), (2L, 3)], _history.After(0).Select(row => (row.Step, row.Attempt)));
        Assert.True(_history.Supersedes(new MetricLogEntry.Begin(4, 2), 2, 3));
        Assert.False(_history.Supersedes(new MetricLogEntry.Begin(4, 2), 2, 1));
    }

    [Fact]
    public void RestartsFor_ReaderSawSupersededRows_IsToldTheStep()
    {
        Begin(1, 0);
        Append(0, 1, 2, 3, 4);
        var seen = _history.Begins;
        Begin(2, 2);

        Assert.Equal(2, _history.RestartsFor(4, seen));
        Assert.Null(_history.RestartsFor(4, _history.Begins));
    }

    [Fact]
    public void RestartsFor_TwoRestartsMissed_IsTheEarlierStep()
    {
        Begin(1, 0);
        Append(0, 1, 2, 3, 4);
        Begin(2, 1);
        Append(0, 2, 3);
        Begin(3, 3);

        Assert.Equal(1, _history.RestartsFor(4, 0));
        Assert.Equal(3, _history.RestartsFor(6, 0));
    }

    [Fact]
    public void RestartsFor_NewReader_IsNothing()
    {
        Begin(1, 0);
        Begin(2, 0);

        Assert.Null(_history.RestartsFor(0, 0));
    }

    [Fact]
    public void After_MoreRowsThanAreKept_HasTheLastAndSaysWhichAreForgotten()
    {
        var history = new MetricHistory(most: 3);
        history.Apply(new MetricLogEntry.Begin(1, 0));
        foreach (var step in Enumerable.Range(1, 7))
        {
            history.Apply(history.Number(history.Offset, [Some.Row(step)])[0]);
        }

        Assert.Equal(3, history.Forgotten);
        Assert.Equal([4L, 5, 6, 7], history.After(history.Forgotten).Select(row => row.Sequence));
    }

    private void Begin(int attempt, long step) => _history.Apply(new MetricLogEntry.Begin(attempt, step));

    private void Append(long offset, params long[] steps)
    {
        foreach (var entry in _history.Number(offset, [.. steps.Select(step => Some.Row(step, attempt: _history.Attempt))]))
        {
            _history.Apply(entry);
        }
    }
}
