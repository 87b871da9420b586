using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ExperimentAmendmentsTests
{
    private readonly CommandLine _line = new();

    [Fact]
    public async Task Amendments_InTurn_AreShownTogether()
    {
        _line.Grid.Experiments.Add(Some.Experiment());

        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "priority", "s7k2q9-01", "5"));
        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "tag", "s7k2q9-01", "baseline", "odd"));
        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "tag", "s7k2q9-01", "--remove", "odd"));
        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "note", "s7k2q9-01", "look again"));

        Assert.Equal("priority 5; tags baseline; note: look again", _line.OutLines[^1]);
    }

    [Fact]
    public async Task Priority_OfAnEnded_IsRefused()
    {
        _line.Grid.Experiments.Add(Some.Experiment(0, ExperimentState.Failed));

        Assert.Equal(ExitCode.Failure, await _line.Run("experiment", "priority", "s7k2q9-01", "-5"));

        Assert.Contains("its priority matters no more", _line.Error, StringComparison.Ordinal);
    }
}
