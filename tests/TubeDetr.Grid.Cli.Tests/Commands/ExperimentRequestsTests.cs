using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ExperimentRequestsTests
{
    private readonly CommandLine _line = new();

    [Theory]
    [InlineData("pause", "Pause s7k2q9-01: paused by a person")]
    [InlineData("resume", "Resume s7k2q9-01: resumed by a person")]
    [InlineData("stop", "Stop s7k2q9-01: stopped by a person")]
    [InlineData("cancel", "Cancel s7k2q9-01: cancelled by a person")]
    [InlineData("requeue", "Requeue s7k2q9-01: requeued by a person")]
    public async Task Request_Accepted_SaysTheStateAfterwards(string verb, string expected)
    {
        _line.Grid.Experiments.Add(Some.Experiment());

        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", verb, "s7k2q9-01"));

        Assert.Equal([expected], _line.Grid.Asked);
        Assert.Equal($"Experiment {expected.Split(' ', 2)[1].Replace(":", " is stopping:", StringComparison.Ordinal)}.", Assert.Single(_line.OutLines));
    }

    [Fact]
    public async Task Request_Ended_PointsToTheFork()
    {
        _line.Grid.Experiments.Add(Some.Experiment(0, ExperimentState.Completed));

        Assert.Equal(ExitCode.Failure, await _line.Run("experiment", "requeue", "s7k2q9-01"));

        Assert.Contains("has ended (completed), and what has ended stays so. `./grid experiment fork s7k2q9-01`", _line.Error, StringComparison.Ordinal);
    }
}
