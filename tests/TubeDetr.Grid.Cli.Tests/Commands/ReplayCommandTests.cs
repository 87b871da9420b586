using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ReplayCommandTests
{
    private readonly CommandLine _line = new();

    /// <summary>Three experiments of 9 epochs, a minute each, two at a time. Number 3 begins badly and ends best.</summary>
    public ReplayCommandTests()
    {
        _line.Grid.Sweeps.Add(Some.Sweep(total: 3));
        _line.Grid.Experiments.AddRange([Curve(0, 0, epoch => 0.1 + (epoch * 0.01)), Curve(1, 0, epoch => 0.2 + (epoch * 0.01)), Curve(2, 9, epoch => epoch * 0.05)]);
    }

    [Fact]
    public async Task Replay_UnderHalving_SaysWhatItSavesAndWhomItLoses()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "replay", "s7k2q9", "--early-terminate", "asha", "--min-iter", "1", "--eta", "3"));

        Assert.Equal(
            [
                "asha on the 3 curves of sweep s7k2q9, 2 slots:",
                "epochs       11 of 27, saves 59%",
                "slot-hours   0.1833 of 0.45, saves 0.2667",
                "best viou   0.29 of s7k2q9-02 instead of 0.45 of s7k2q9-03",
                "It loses s7k2q9-03, number 1 with 0.45: pruned by asha at epoch 1: its best viou 0.05 is number 3 of 3 at the rung of epoch 1, of which at most 1 can go on; the last of them has 0.21 of s7k2q9-02.",
                "It loses s7k2q9-01, number 3 with 0.19: pruned by asha at epoch 1: its best viou 0.11 is number 2 of 2 at the rung of epoch 1, of which at most 1 can go on; the last of them has 0.21 of s7k2q9-02.",
            ],
            _line.OutLines);
    }

    [Fact]
    public async Task Replay_UnderNoPruner_ChangesNothing()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "replay", "s7k2q9", "--early-terminate", "none"));

        Assert.Equal(["best viou   0.45 of s7k2q9-03, the same", "It loses none of the best 3."], _line.OutLines[3..]);
    }

    [Fact]
    public async Task Replay_WithJson_PrintsOneLine()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "replay", "s7k2q9", "--early-terminate", "asha", "--slots", "1", "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal(16, json.RootElement.GetProperty("report").GetProperty("epochs_saved").GetInt32());
        Assert.Equal("s7k2q9-03", json.RootElement.GetProperty("report").GetProperty("lost")[0].GetProperty("experiment").GetString());
    }

    [Fact]
    public async Task Replay_OfOneThatEndedEarly_SaysThatTheRestIsNotKnown()
    {
        _line.Grid.Experiments[2] = _line.Grid.Experiments[2] with { State = ExperimentState.Pruned, EpochsDone = 4, Curve = [.. _line.Grid.Experiments[2].Curve.Take(4)] };

        await _line.Run("sweep", "replay", "s7k2q9", "--early-terminate", "none");

        Assert.Equal("Note: 1 experiment ended before the last epoch; what would have come after is not known.", _line.OutLines[^1]);
    }

    [Fact]
    public async Task Replay_WithKeysThatHaveNoEffect_IsRefusedWithAllOfThem()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("sweep", "replay", "s7k2q9", "--early-terminate", "median", "--eta", "3", "--strict"));

        Assert.Equal(2, _line.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Empty(_line.Grid.Connected);
    }

    [Fact]
    public async Task Replay_OfASweepWithoutCurves_SaysSo()
    {
        _line.Grid.Experiments.Clear();

        Assert.Equal(ExitCode.Failure, await _line.Run("sweep", "replay", "s7k2q9", "--early-terminate", "asha"));

        Assert.Equal("No experiment of sweep s7k2q9 was evaluated yet, so there is nothing to play.\n", _line.Error);
    }

    private static ExperimentSnapshot Curve(int index, int startMinute, Func<int, double> value) => Some.Experiment(index, ExperimentState.Completed, 9, value(9)) with
    {
        Epochs = 9,
        Curve = [.. Enumerable.Range(1, 9).Select(epoch => new EvaluatedEpoch(epoch, value(epoch)))],
        Attempts = [new AttemptSnapshot { Number = 1, Slot = "s/0", Silo = "s", Started = Some.Noon.AddMinutes(startMinute), Ended = Some.Noon.AddMinutes(startMinute + 9) }],
    };
}
