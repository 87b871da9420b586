using System.Text.Json;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class SearchCommandTests
{
    private readonly CommandLine _line = new();

    [Fact]
    public async Task Search_Json_HasASpreadForEachSamplerAndTheTimes()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("bench", "search", "--seeds", "2", "--functions", "branin", "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        var branin = json.RootElement.GetProperty("branin");
        Assert.All(["random", "sobol", "tpe", "tpe_parallel8"], name => Assert.InRange(branin.GetProperty(name).GetProperty("median").GetDouble(), 0.397, 20));
        Assert.All(
            ["tpe_ms_per_proposal_at_10000", "sobol_ms_per_proposal_at_10000", "random_ms_per_proposal_at_10000", "asha_epoch_fraction", "median_epoch_fraction"],
            name => Assert.True(json.RootElement.TryGetProperty(name, out _), name));
        Assert.False(json.RootElement.TryGetProperty("mixed", out _));
    }

    [Fact]
    public async Task Search_UnknownFunction_IsRefused() => Assert.Equal(ExitCode.BadInput, await _line.Run("bench", "search", "--functions", "rosenbrock"));
}
