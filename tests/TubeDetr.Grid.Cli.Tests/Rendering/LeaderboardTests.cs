using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Tests.Rendering;

public sealed class LeaderboardTests
{
    [Theory]
    [InlineData(true, new[] { 2, 0, 1 })]
    [InlineData(false, new[] { 0, 2, 1 })]
    public void Order_ByObjective_IsBestFirstAndThoseWithoutAValueLast(bool maximize, int[] expected)
    {
        ExperimentSnapshot[] experiments =
        [
            Some.Experiment(0, ExperimentState.Completed, 3, 0.2),
            Some.Experiment(1, ExperimentState.Failed),
            Some.Experiment(2, ExperimentState.Completed, 3, 0.4),
        ];

        Assert.Equal(expected, Leaderboard.Order(experiments, new Objective("viou", maximize)).Select(e => e.Index));
    }

    [Fact]
    public void Table_WithoutTerminal_HasAllColumnsUncutAndNoEscapeCodes()
    {
        using var writer = new StringWriter();
        var screen = new Screen(writer, isTerminal: false);
        ExperimentSnapshot[] experiments = [Some.Experiment(0, ExperimentState.Completed, 3, 0.45123456), Some.Experiment(1, ExperimentState.Running, 1.5, 0.1)];

        SweepPage.WriteLeaderboard(screen, Some.Counted(Some.Sweep(), [.. experiments]), experiments, Some.Noon.AddMinutes(5));

        var lines = writer.ToString().Split('\n');
        Assert.Contains("vIoU", lines[0], StringComparison.Ordinal);
        Assert.Equal(["1", "s7k2q9-01", "✓", "completed", "0.0001", "0.4512", "0.95", "3/3", "1", "2", "min", "00", "s"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("5 min 00 s", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', writer.ToString());
    }

    [Fact]
    public void WriteLeaderboard_WithAFailedExperiment_SaysWhy()
    {
        using var writer = new StringWriter();
        var failed = Some.Experiment(0, ExperimentState.Failed) with { Reason = "The loss was not finite at step 12." };

        SweepPage.WriteLeaderboard(new Screen(writer, isTerminal: false), Some.Sweep(), [failed], Some.Noon);

        Assert.Contains("s7k2q9-01 failed: The loss was not finite at step 12.", writer.ToString(), StringComparison.Ordinal);
    }
}
