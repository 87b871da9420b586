using System.Text.Json;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>An experiment that ends its process with a native fault, whoever executes it.</summary>
[Trait("Category", "Long")]
public sealed class PoisonTests
{
    private const string Sweep = """
        method: grid
        max_attempts: 3
        parameters:
          seed: { values: [13, 14, 15] }
          epochs: { value: 8 }
          dataset_config: { value: simulated }
        """;

    [Fact]
    public async Task Sweep_WithAPoisonExperiment_FailsThatOneWithItsLastLinesAndNoOther()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var data = Directory.CreateTempSubdirectory("tubedetr-poison-").FullName;
        var up = await UpProcess.Start(data, LocalGrid.FreePort(), cancellationToken, "--runner", "simulated:steps=20,ms=100,crash=13", "--no-web");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(data, "sweep.yaml"), Sweep, cancellationToken);
            await GridCommand.Call(cancellationToken, "sweep", "create", Path.Combine(data, "sweep.yaml"), "--data", data, "--json");

            var ended = await Until.Holds(
                async () => (await GridCommand.Call(cancellationToken, "experiment", "ls", "--data", data, "--json")).Json().EnumerateArray().ToList(),
                all => all.Count == 3 && all.TrueForAll(each => Text(each, "state") is "completed" or "failed"),
                TimeSpan.FromMinutes(3),
                cancellationToken);

            var poison = Assert.Single(ended, each => Text(each, "state") is "failed");
            Assert.Equal(3, poison.GetProperty("attempt").GetInt32());
            Assert.Contains("simulated fault of", Text(poison, "reason"), StringComparison.Ordinal);
            Assert.All(ended.Where(each => Text(each, "state") is "completed"), each => Assert.Equal(1, each.GetProperty("attempt").GetInt32()));
        }
        finally
        {
            await up.Stop();
            Directory.Delete(data, recursive: true);
        }
    }

    private static string Text(JsonElement experiment, string name) => experiment.GetProperty(name).GetString() ?? "";
}
