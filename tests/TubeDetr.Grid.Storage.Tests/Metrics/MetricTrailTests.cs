using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Storage.Tests.Metrics;

public sealed class MetricTrailTests
{
    [Fact]
    public void Of_TwoLostAttempts_MarksEachTailWithTheAttemptThatReplacedItFirst()
    {
        MetricLogEntry[] log =
        [
            new MetricLogEntry.Begin(1, 0), Measured(1, 10), Measured(1, 20), Measured(1, 30),
            new MetricLogEntry.Begin(2, 20), Measured(2, 30), Measured(2, 40),
            new MetricLogEntry.Begin(3, 10), Measured(3, 20),
        ];

        var trail = MetricTrail.Of(log);

        Assert.Equal(
            [(1, 10L, null), (1, 20, 3), (1, 30, 2), (2, 30, 3), (2, 40, 3), (3, 20, (int?)null)],
            trail.Select(row => (row.Row.Attempt, row.Row.Step, row.SupersededBy)));
    }

    [Fact]
    public void Of_AnAttemptFromTheLastRow_SupersedesNothing() => Assert.All(
        MetricTrail.Of([new MetricLogEntry.Begin(1, 0), Measured(1, 10), new MetricLogEntry.Begin(2, 10), Measured(2, 20)]),
        row => Assert.Null(row.SupersededBy));

    [Fact]
    public void Of_EvaluationThatTwoAttemptsOwed_CountsOnceAndTheTrainingBeforeItStays() => Assert.Equal(
        [(1, 10L, null), (2, 10, 3), (3, 10, (int?)null)],
        MetricTrail.Of(
        [
            new MetricLogEntry.Begin(1, 0), Measured(1, 10), new MetricLogEntry.Begin(2, 10), Measured(2, 10), new MetricLogEntry.Begin(3, 10), Measured(3, 10),
        ]).Select(row => (row.Row.Attempt, row.Row.Step, row.SupersededBy)));

    private static MetricLogEntry.Measured Measured(int attempt, long step) => new(Some.Row(attempt, step));
}
