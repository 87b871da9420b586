using System.Text.Json;
using Orleans.Runtime;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class SweepCommandsTests : IDisposable
{
    private readonly CommandLine _line = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yaml");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Create_DryRun_SubmitsNothingAndTellsWhatItWouldDo()
    {
        await File.WriteAllTextAsync(_file, "name: first\n", TestContext.Current.CancellationToken);
        _line.Grid.Previewed = new SweepPreview
        {
            Name = "first",
            Method = "tpe",
            Experiments = 18,
            Epochs = 90,
            First = [HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(0.25))],
            Differing = ["lr"],
            Estimate = new SlotTimeEstimate(TimeSpan.FromHours(1.5), TimeSpan.FromSeconds(60), 4, ["backbone"]),
        };

        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "create", _file, "--dry-run"));

        Assert.Empty(_line.Grid.Submitted);
        foreach (var part in new[] { "first: tpe, 18 experiments, 90 epochs", "no end of combinations", "About 1.5 slot-hours: 60 s an epoch in 4 experiments that ran before and differ in backbone.", "0.25", "Later ones depend" })
        {
            Assert.Contains(part, _line.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Create_AcceptedSweep_SubmitsTheFileAsItIs()
    {
        await File.WriteAllTextAsync(_file, "name: mine # café\n", TestContext.Current.CancellationToken);
        _line.Grid.OnSubmit = _ => SubmitResult.Of(Some.Sweep());

        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "create", _file));

        Assert.Equal(["name: mine # café\n"], _line.Grid.Submitted);
        Assert.Contains("s7k2q9", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_RefusedSweep_PrintsEveryErrorWithFileAndLine()
    {
        await File.WriteAllTextAsync(_file, "x", TestContext.Current.CancellationToken);
        _line.Grid.OnSubmit = _ => SubmitResult.Refused([new SweepError(12, "lrr: there is no option of this name"), new SweepError(null, "metric is missing")]);

        Assert.Equal(ExitCode.BadInput, await _line.Run("sweep", "create", _file));

        var name = Path.GetFileName(_file);
        Assert.Equal($"{name}:12: lrr: there is no option of this name\n{name}: metric is missing\n", _line.Error);
        Assert.Empty(_line.Out);
    }

    [Fact]
    public async Task Create_MissingFile_AsksNoClusterAndSaysWhich()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("sweep", "create", "/nowhere/a.yaml"));

        Assert.Contains("/nowhere/a.yaml", _line.Error, StringComparison.Ordinal);
        Assert.Empty(_line.Grid.Connected);
    }

    [Theory]
    [InlineData(ExperimentState.Completed, ExitCode.Ok)]
    [InlineData(ExperimentState.Failed, ExitCode.Failure)]
    public async Task Create_Waiting_EndsAsTheExperimentsDo(ExperimentState last, ExitCode expected)
    {
        await File.WriteAllTextAsync(_file, "x", TestContext.Current.CancellationToken);
        _line.Grid.OnSubmit = _ => SubmitResult.Of(Some.Sweep());
        _line.Grid.Then(Some.Experiment(0, ExperimentState.Queued), Some.Experiment(1, ExperimentState.Queued));
        _line.Grid.Then(Some.Experiment(0, ExperimentState.Running, 1.2, 0.1), Some.Experiment(1, ExperimentState.Queued));
        _line.Grid.Then(Some.Experiment(0, ExperimentState.Completed, 3, 0.4), Some.Experiment(1, last, 3, 0.3));

        Assert.Equal(expected, await _line.Run("sweep", "create", _file, "--wait", "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal("s7k2q9-01", json.RootElement.GetProperty("best").GetString());
        Assert.Contains("s7k2q9-01  running", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithJson_PrintsOneLine()
    {
        _line.Grid.Sweeps.AddRange([Some.Sweep("snew22"), Some.Sweep("sold22", state: SweepState.Completed)]);

        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "ls", "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal(["snew22", "sold22"], json.RootElement.EnumerateArray().Select(e => e.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task List_WithoutSweeps_SaysHowToMakeOne()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "ls"));
        Assert.Contains("grid sweep create", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_UnknownSweep_NamesItAndTheRemedy()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("sweep", "show", "sxxxxx"));
        Assert.Equal("No sweep has the id 'sxxxxx'. `./grid sweep ls` lists them.\n", _line.Error);
    }

    [Fact]
    public async Task Cancel_RunningSweep_CancelsIt()
    {
        _line.Grid.Sweeps.Add(Some.Sweep());

        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "cancel", "s7k2q9"));

        Assert.Equal(["Cancel s7k2q9: cancelled by a person"], _line.Grid.Asked);
        Assert.Contains("cancelling", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_EndedSweep_FailsAndSaysSo()
    {
        _line.Grid.Sweeps.Add(Some.Sweep(state: SweepState.Completed));

        Assert.Equal(ExitCode.Failure, await _line.Run("sweep", "cancel", "s7k2q9"));
        Assert.Contains("already ended (completed)", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCommand_WhenTheClusterStopsAnswering_ExitsAsUnreachableWithoutATrace()
    {
        _line.Grid.Sweeps.Add(Some.Sweep());
        _line.Grid.Absences.Enqueue(new SiloUnavailableException("gone"));

        Assert.Equal(ExitCode.Unreachable, await _line.Run("sweep", "show", "s7k2q9"));
        Assert.DoesNotContain("   at ", _line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pause", "Pause s7k2q9: the sweep was paused by a person")]
    [InlineData("resume", "Resume s7k2q9: the sweep was resumed by a person")]
    [InlineData("stop", "Stop s7k2q9: the sweep was stopped by a person")]
    public async Task Requests_RunningSweep_AreAsked(string verb, string expected)
    {
        _line.Grid.Sweeps.Add(Some.Sweep());

        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", verb, "s7k2q9"));

        Assert.Equal([expected], _line.Grid.Asked);
        Assert.StartsWith("Sweep s7k2q9 (first-sweep) is paused: ", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_StateThatRefuses_SaysTheState()
    {
        _line.Grid.Sweeps.Add(Some.Sweep(state: SweepState.Stopping));

        Assert.Equal(ExitCode.Failure, await _line.Run("sweep", "pause", "s7k2q9"));

        Assert.Contains("Sweep s7k2q9 is stopping, which does not allow this", _line.Error, StringComparison.Ordinal);
    }
}
