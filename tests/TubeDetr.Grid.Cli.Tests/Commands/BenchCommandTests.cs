using System.Text.Json;

namespace TubeDetr.Grid.Cli.Tests.Commands;

[Collection(OneTraining.AtATime)]
public sealed class BenchCommandTests
{
    private readonly CommandLine _line = new();

    [Fact]
    public async Task Step_Json_HasTheStepTheProductAndTheirRatio()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("bench", "step", "--config", "tiny", "--mode", "eval", "--threads", "1", "--repeat", "1", "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal("eval", json.RootElement.GetProperty("mode").GetString());
        Assert.Equal((1, 1), (json.RootElement.GetProperty("threads").GetInt32(), json.RootElement.GetProperty("repeat").GetInt32()));
        Assert.All(["step_ms", "product_ms", "step_in_products"], name => Assert.True(json.RootElement.TryGetProperty(name, out _), name));
    }

    [Fact]
    public async Task Step_UnknownConfiguration_IsRefused() => Assert.Equal(ExitCode.BadInput, await _line.Run("bench", "step", "--config", "huge"));
}
