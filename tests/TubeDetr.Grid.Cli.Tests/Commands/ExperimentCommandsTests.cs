using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ExperimentCommandsTests
{
    private readonly CommandLine _line = new();

    [Fact]
    public async Task List_OfOneSweep_LeavesOthersOut()
    {
        _line.Grid.Sweeps.AddRange([Some.Sweep("saaaaa"), Some.Sweep("sbbbbb")]);
        _line.Grid.Experiments.AddRange([Some.Experiment(sweep: "saaaaa"), Some.Experiment(sweep: "sbbbbb"), Some.Experiment(1, sweep: "sbbbbb")]);

        await _line.Run("experiment", "ls", "--sweep", "sbbbbb", "--json");

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal(["sbbbbb-01", "sbbbbb-02"], json.RootElement.EnumerateArray().Select(e => e.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Show_Experiment_ListsHyperParametersMetricsAndAttempts()
    {
        _line.Grid.Experiments.Add(Some.Experiment(0, ExperimentState.Running, 1.5, 0.25) with
        {
            Attempts =
            [
                new AttemptSnapshot { Number = 1, Slot = "a/0", Silo = "silo-1", Started = Some.Noon, Ended = Some.Noon.AddMinutes(1), Cause = "silo lost" },
                new AttemptSnapshot { Number = 2, Slot = "b/0", Silo = "silo-2", Started = Some.Noon.AddMinutes(1), FromStep = 100 },
            ],
        });

        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "show", "s7k2q9-01"));

        foreach (var expected in (string[])["lr      0.0001", "tiou  0.95", "silo lost", "silo-2", "ETA 1 min 35 s"])
        {
            Assert.Contains(expected, _line.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Logs_OfOneAttempt_LeavesOthersOutAndKeepsTheLast()
    {
        _line.Grid.Experiments.Add(Some.Experiment(0, ExperimentState.Completed));
        _line.Files.Log.AddRange([Line(1, "a"), Line(2, "b"), Line(2, "c"), Line(2, "d")]);

        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "logs", "s7k2q9-01", "--attempt", "2", "--lines", "2"));

        Assert.Equal(["[2] 2026-01-31T12:00:00.000Z INFO c", "[2] 2026-01-31T12:00:00.000Z INFO d"], _line.OutLines);
    }

    [Fact]
    public async Task Logs_Following_PrintsEachLineOnceUntilTheEnd()
    {
        _line.Grid.Experiments.Add(Some.Experiment());
        var readings = 0;
        _line.Files.BeforeReading = () =>
        {
            readings++;
            _line.Files.Log.Add(Line(1, $"line {readings}"));
            _line.Files.Log.Add(Line(1, "same"));
            if (readings == 3)
            {
                _line.Files.Log.RemoveRange(0, 2); // the store shows only the end of a long log
                _line.Grid.Experiments[0] = Some.Experiment(0, ExperimentState.Completed);
            }
        };

        Assert.Equal(ExitCode.Ok, await _line.Run("experiment", "logs", "s7k2q9-01", "--follow"));

        Assert.Equal(
            ["line 1", "same", "line 2", "same", "line 3", "same", "line 4", "same"],
            _line.OutLines.Select(line => line.Split(' ', 4)[3]));
    }

    private static LogLine Line(int attempt, string text) => new(attempt, Some.Noon, LogLineLevel.Info, text);
}
