using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ExperimentForkTests
{
    private readonly CommandLine _line = new();

    public ExperimentForkTests() => _line.Grid.Experiments.Add(Some.Experiment(0, ExperimentState.Completed));

    [Fact]
    public async Task Fork_WithChanges_AsksTheSweepAndNamesTheNewExperiment()
    {
        _line.Grid.OnFork = _ => ForkResult.Of(new ExperimentId("s7k2q9-05"));

        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "fork", "s7k2q9-01", "--epoch", "3", "--set", "lr=1e-5", "--set", "epochs=20"));

        var request = Assert.Single(_line.Grid.Forks);
        Assert.Equal((3, "lr=1e-5 epochs=20"), (request.Epoch, string.Join(' ', request.Changes.Select(change => $"{change.Key}={change.Value}"))));
        Assert.StartsWith("Experiment s7k2q9-05 goes on from s7k2q9-01.", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fork_Refused_SaysEveryReason()
    {
        _line.Grid.OnFork = _ => ForkResult.Refused("lr: takes a number, not fast", "epochs: is 3");

        Assert.Equal(ExitCode.BadInput, await _line.Run("experiment", "fork", "s7k2q9-01", "--set", "lr=fast"));

        Assert.Contains("lr: takes a number, not fast", _line.Error, StringComparison.Ordinal);
        Assert.Contains("epochs: is 3", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fork_SetWithoutValue_IsRefusedBeforeAnythingIsAsked()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("experiment", "fork", "s7k2q9-01", "--set", "lr"));

        Assert.Empty(_line.Grid.Forks);
    }
}
