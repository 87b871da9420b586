using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class SweepExportingTests : IDisposable
{
    private readonly CommandLine _line = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("tubedetr-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Export_BegunAndWaitingExperiments_WritesThoseThatHaveRows()
    {
        _line.Grid.Sweeps.Add(Some.Sweep());
        _line.Grid.Then(Some.Experiment(0, ExperimentState.Completed, 3, 0.4), Some.Experiment(1, ExperimentState.Queued));
        _line.Files.Rows[new ExperimentId("s7k2q9-01")] = [Row(1, ("loss", 0.5)), Row(2, ("loss", 0.25), ("a,b", double.NaN))];
        var csv = Path.Combine(_folder, "all.csv");

        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "export", "s7k2q9", "--tensorboard", _folder, "--csv", csv, "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal((1, 2), (json.RootElement.GetProperty("experiments").GetInt32(), json.RootElement.GetProperty("rows").GetInt32()));
        Assert.Single(Directory.GetFiles(_folder, "events.out.tfevents.*.s7k2q9-01", SearchOption.AllDirectories));
        Assert.Equal(
            [
                "experiment,attempt,step,epoch,time,metric,value",
                "s7k2q9-01,1,1,0.1,1970-01-01T00:00:01.000Z,loss,0.5",
                "s7k2q9-01,1,2,0.2,1970-01-01T00:00:02.000Z,loss,0.25",
                "s7k2q9-01,1,2,0.2,1970-01-01T00:00:02.000Z,\"a,b\",NaN",
            ],
            await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_Nowhere_AsksWhereTo()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("sweep", "export", "s7k2q9"));

        Assert.Contains("--tensorboard DIR", _line.Error, StringComparison.Ordinal);
    }

    private static MetricRow Row(long step, params (string Name, double Value)[] values) =>
        new() { Attempt = 1, Step = step, Epoch = step / 10d, Time = DateTimeOffset.UnixEpoch.AddSeconds(step), Values = [.. values.Select(value => KeyValuePair.Create(value.Name, value.Value))] };
}
