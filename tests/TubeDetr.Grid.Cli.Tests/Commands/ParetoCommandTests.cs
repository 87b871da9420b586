using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ParetoCommandTests
{
    private readonly CommandLine _line = new();

    public ParetoCommandTests() => _line.Grid.Pareto = new ParetoSnapshot
    {
        Objectives = [new Objective("viou", Maximize: true), new Objective("eval_seconds", Maximize: false)],
        Points = [new ParetoPoint(new ExperimentId("s7k2q9-02"), [0.5, 4], 0), new ParetoPoint(new ExperimentId("s7k2q9-01"), [0.4, 3], 0), new ParetoPoint(new ExperimentId("s7k2q9-03"), [0.3, 5], 1)],
        Incomplete = 1,
    };

    [Fact]
    public async Task Pareto_OfASweep_ShowsTheFront()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "pareto", "s7k2q9"));

        Assert.Equal("greatest viou, smallest eval_seconds: 2 of 3 experiments of sweep s7k2q9 are beaten by no other", _line.OutLines[0]);
        Assert.Matches("^s7k2q9-02 +0.5 +4", _line.OutLines[2]);
        Assert.Equal("1 experiment without a value of one of them is left out.", _line.OutLines[^1]);
        Assert.DoesNotContain("s7k2q9-03", _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pareto_WithMetrics_KnowsWhichWayIsBetterOrIsTold()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "pareto", "s7k2q9", "--metrics", "viou,viou@0.5,loss, gain:max,tiou:min", "--json"));

        string[] expected = ["viou True", "viou@0.5 True", "loss False", "gain True", "tiou False"];
        Assert.Equal($"Pareto s7k2q9: {string.Join(", ", expected.Select(one => new Objective(one.Split(' ')[0], one.EndsWith("True", StringComparison.Ordinal))))}", Assert.Single(_line.Grid.Asked));
        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal(1, json.RootElement.GetProperty("points")[2].GetProperty("rank").GetInt32());
    }

    [Theory]
    [InlineData("viou:up")]
    [InlineData(":max")]
    public async Task Pareto_WithADirectionThatIsNone_IsRefused(string metrics)
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("sweep", "pareto", "s7k2q9", "--metrics", metrics));

        Assert.Contains(metrics, _line.Error, StringComparison.Ordinal);
    }
}
