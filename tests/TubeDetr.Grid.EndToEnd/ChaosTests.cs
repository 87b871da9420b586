namespace TubeDetr.Grid.EndToEnd;

public sealed class ChaosTests
{
    [Fact, Trait("Category", "Long")]
    public async Task Chaos_WithAFewFaults_LosesDoublesAndChangesNothing()
    {
        var data = Directory.CreateTempSubdirectory("tubedetr-chaos-").FullName;
        try
        {
            var chaos = await GridCommand.Call(TestContext.Current.CancellationToken, "chaos", "--faults", "3", "--seed", "1", "--data", data, "--json");

            Assert.True(chaos.ExitCode == 0, $"exit code {chaos.ExitCode}\n{chaos.Output}\n{chaos.Errors}");
            Assert.Equal(3, chaos.Json().GetProperty("faults").GetInt32());
            Assert.True(chaos.Json().GetProperty("attempts").GetInt32() > chaos.Json().GetProperty("experiments").GetInt32(), "no fault hit an experiment");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
