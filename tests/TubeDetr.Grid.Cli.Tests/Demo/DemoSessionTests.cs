using System.Text.Json;
using Orleans.Runtime;
using TubeDetr.Grid.Cli.Demo;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Tests.Demo;

public sealed class DemoSessionTests
{
    private readonly CommandLine _line = new();

    public DemoSessionTests()
    {
        _line.Variables.Clear();
        _line.Grid.OnSubmit = _ => SubmitResult.Of(Some.Sweep());
    }

    [Fact]
    public async Task Demo_WithJson_EndsWithExactlyOneLine()
    {
        Course(ExperimentState.Completed);

        Assert.Equal(ExitCode.Ok, await _line.Run("demo", "--json", "--data", "/tmp/d"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        var root = json.RootElement;
        Assert.Equal("s7k2q9", root.GetProperty("sweep").GetString());
        Assert.Equal(2, root.GetProperty("completed").GetInt32());
        Assert.Equal(0, root.GetProperty("failed").GetInt32());
        Assert.Equal("s7k2q9-01", root.GetProperty("best").GetProperty("experiment").GetString());
        Assert.Equal(0.4, root.GetProperty("best").GetProperty("viou").GetDouble());
        Assert.Equal(0.0001, root.GetProperty("best").GetProperty("hyper_parameters").GetProperty("lr").GetDouble());
        Assert.Equal("http://localhost:5080/sweeps/s7k2q9", root.GetProperty("page").GetString());
        Assert.Equal(1, root.GetProperty("seconds").GetDouble());
        Assert.Equal(0.5, root.GetProperty("first_point_seconds").GetDouble());
        Assert.DoesNotContain('\e', _line.Error);
    }

    [Fact]
    public async Task Demo_OfAnything_MakesTheDataUnderTheSilosFolderAndStopsTheCluster()
    {
        Course(ExperimentState.Completed);

        await _line.Run("demo", "--data", "/tmp/d", "--clips", "40", "--no-web");

        Assert.Equal(("/tmp/d/datasets/synthetic", 40, 0, false), (_line.Datasets.Asked[0].Folder, _line.Datasets.Asked[0].Clips, _line.Datasets.Asked[0].Distractors, _line.Datasets.Asked[0].TakesWhatIsThere));
        Assert.False(Assert.Single(_line.Clusters.Started).Web);
        Assert.True(_line.Clusters.Stops > 0);
        Assert.Equal(DemoSweep.Sample().Yaml, Assert.Single(_line.Grid.Submitted));
    }

    [Fact]
    public async Task Demo_WithoutTerminal_PrintsAtMostOneLineForEachExperimentAndEpoch()
    {
        for (var tenth = 0; tenth <= 30; tenth++)
        {
            _line.Grid.Then(Some.Experiment(0, ExperimentState.Running, tenth / 10.0, 0.1), Some.Experiment(1, ExperimentState.Running, tenth / 10.0, 0.1));
        }

        _line.Grid.Then(Some.Experiment(0, ExperimentState.Completed, 3, 0.4), Some.Experiment(1, ExperimentState.Completed, 3, 0.3));

        await _line.Run("demo");

        var first = _line.OutLines.Where(l => l.StartsWith("s7k2q9-01", StringComparison.Ordinal)).ToList();
        Assert.Equal(["epoch 0/3", "epoch 1/3", "epoch 2/3", "epoch 3/3"], first.Select(l => l.Split("  ").Single(p => p.StartsWith("epoch", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Demo_OneFailed_ExitsAsFailureAndSaysWhy()
    {
        Course(ExperimentState.Failed);

        Assert.Equal(ExitCode.Failure, await _line.Run("demo"));
        Assert.Contains("s7k2q9-02 failed: The loss was not finite.", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WithAnUnfinishedOne_CarriesOnWithIt()
    {
        _line.Grid.Sweeps.Add(Some.Sweep("solder"));
        _line.Grid.Then(Some.Experiment(0, ExperimentState.Completed, 3, 0.4, "solder"));

        Assert.Equal(ExitCode.Ok, await _line.Run("demo", "--json"));

        Assert.Empty(_line.Grid.Submitted);
        Assert.Contains("Carrying on with sweep solder", _line.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.True(json.RootElement.GetProperty("resumed").GetBoolean());
    }

    [Fact]
    public async Task Demo_WithAFinishedOne_StartsANewOneAndSaysSo()
    {
        _line.Grid.Sweeps.AddRange([Some.Sweep("sother", name: "another"), Some.Sweep("solder", state: SweepState.Completed)]);
        Course(ExperimentState.Completed);

        await _line.Run("demo");

        Assert.Single(_line.Grid.Submitted);
        Assert.Contains("The earlier one, solder, is completed and stays as it is.", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WhenSilosAreAwayForAWhile_GoesOn()
    {
        Course(ExperimentState.Completed);
        _line.Grid.Absences.Enqueue(new SiloUnavailableException("gone"));
        _line.Grid.Absences.Enqueue(new TimeoutException("slow"));

        Assert.Equal(ExitCode.Ok, await _line.Run("demo"));
        Assert.Contains("The cluster does not answer at the moment; trying again.", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WhenTheDataFails_StopsTheClusterThatWasStarting()
    {
        _line.Datasets.Fails = CommandFailure.Failed("No space left on device.");

        Assert.Equal(ExitCode.Failure, await _line.Run("demo"));

        Assert.Equal("No space left on device.\n", _line.Error);
        Assert.True(_line.Clusters.Stops > 0);
    }

    [Fact]
    public async Task Demo_WhenTheClusterFails_SaysThatAndNotThatTheDataWasStopped()
    {
        _line.Clusters.Fails = new LocalClusterException("Port 5080 is taken. Choose another with --port.");

        Assert.Equal(ExitCode.Failure, await _line.Run("demo"));
        Assert.Equal("Port 5080 is taken. Choose another with --port.\n", _line.Error);
    }

    [Fact]
    public void Sample_OfTheAssembly_HasItsNameAndKeepsItsPathUnderTheDataFolder()
    {
        var sample = DemoSweep.Sample();

        Assert.Equal("first-sweep", sample.Name);
        Assert.Contains("dataset_config: { value: synthetic/dataset.json }", sample.Yaml, StringComparison.Ordinal);
    }

    private void Course(ExperimentState last)
    {
        _line.Grid.Then(Some.Experiment(0), Some.Experiment(1, ExperimentState.Queued));
        _line.Grid.Then(Some.Experiment(0, ExperimentState.Running, 1, 0.2), Some.Experiment(1));
        _line.Grid.Then(
            Some.Experiment(0, ExperimentState.Completed, 3, 0.4),
            Some.Experiment(1, last, 3, 0.3) with { Reason = last == ExperimentState.Failed ? "The loss was not finite." : null });
    }
}
