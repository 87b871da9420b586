using System.Globalization;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>Commands as people type them.</summary>
public sealed class CommandTests(LocalGrid grid)
{
    [Fact]
    public async Task Up_OnADataFolderInUse_IsRefusedWithTheRemedy()
    {
        var answer = await GridCommand.Call(TestContext.Current.CancellationToken, "up", "--data", grid.Data, "--no-web");

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains($"A cluster already runs on {grid.Data}", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("--data", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OnABusyPort_IsRefusedWithTheRemedyAndLeavesNothing()
    {
        var port = grid.Page.Port.ToString(CultureInfo.InvariantCulture);
        using var other = new Scratch();

        var answer = await GridCommand.Call(TestContext.Current.CancellationToken, "up", "--data", other.Folder, "--port", port);

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains($"Port {port} is in use", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("--no-web", answer.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(other.Folder, "cluster.json")));
    }

    [Fact]
    public async Task Train_WithoutACluster_TrainsAndEvaluatesInItsOwnProcess()
    {
        using var output = new Scratch();

        var answer = await GridCommand.Call(
            TestContext.Current.CancellationToken,
            ["train", "--output-dir", output.Folder, "--json", "--dataset_config", Path.Combine(grid.Data, "datasets", "synthetic", "dataset.json"), .. Some.TrainFlags(epochs: 1)]);

        var viou = answer.Json().GetProperty("eval").GetProperty("viou").GetDouble();
        Assert.InRange(viou, 0, 1);
        Assert.NotEmpty(Directory.EnumerateFiles(output.Folder, "*.safetensors", SearchOption.AllDirectories));
    }

    /// <summary>An empty folder for one test.</summary>
    private sealed class Scratch : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("tubedetr-e2e-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
