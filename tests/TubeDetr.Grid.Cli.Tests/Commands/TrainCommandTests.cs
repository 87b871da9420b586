using System.Text.Json;
using TubeDetr.Data.Synthetic;

namespace TubeDetr.Grid.Cli.Tests.Commands;

/// <summary>Trains for real, very small.</summary>
[Collection(OneTraining.AtATime)]
public sealed class TrainCommandTests : IDisposable
{
    private const string Small = "--resolution 64 --video_max_len 8 --video_max_len_train 8 --stride 2 --num_workers 0 --backbone tiny-gn --hidden_dim 32 --nheads 4 "
        + "--enc_layers 1 --dec_layers 1 --dim_feedforward 64 --batch_size 2 --epochs 2 --device cpu --json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Train_ResumedFromItsFirstCheckpoint_RepeatsTheSecondEpochExactly()
    {
        var data = Path.Combine(_folder.FullName, "data");
        var output = Path.Combine(_folder.FullName, "out");
        SyntheticDataset.Generate(data, new SyntheticOptions { Clips = 10 }, cancellationToken: TestContext.Current.CancellationToken);

        var whole = await Train($"--dataset_config {data} --output-dir {output}");
        var rest = await Train($"--dataset_config {data} --resume {Path.Combine(output, "checkpoint0001.safetensors")}");

        Assert.Equal([1, 2], whole.Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.InRange(whole[1].GetProperty("eval").GetProperty("viou").GetDouble(), 0, 1);
        var log = File.ReadAllLines(Path.Combine(output, "log.txt")).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal([0, 1], log.Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.Equal(whole[1].GetProperty("train").GetProperty("loss").GetDouble(), log[1].GetProperty("train_loss").GetDouble());
        Assert.Equal(whole[1].GetProperty("eval").GetProperty("viou").GetDouble(), log[1].GetProperty("test_hcstvg_hcstvg").GetProperty("viou").GetDouble());
        var again = Assert.Single(rest);
        Assert.Equal(2, again.GetProperty("epoch").GetInt32());
        Assert.Equal(whole[1].GetProperty("train").GetProperty("loss").GetDouble(), again.GetProperty("train").GetProperty("loss").GetDouble());
        Assert.Equal(whole[1].GetProperty("eval").GetRawText(), again.GetProperty("eval").GetRawText());
    }

    [Fact]
    public async Task Train_SeveralWrongOptions_NamesAllAndStartsNothing()
    {
        var line = new CommandLine();

        Assert.Equal(ExitCode.BadInput, await line.Run("train", "--lr", "2", "--epochs", "0", "--no_fastt"));

        Assert.Equal(3, line.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("no_fast", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_MissingData_SaysWhatIsMissing()
    {
        var line = new CommandLine();

        Assert.Equal(ExitCode.BadInput, await line.Run(["train", .. Small.Split(' '), "--dataset_config", "/nowhere/dataset.json"]));
        Assert.Contains("/nowhere/dataset.json", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_UnknownDevice_IsRefused()
    {
        var line = new CommandLine();

        Assert.Equal(ExitCode.BadInput, await line.Run("train", "--device", "tpu"));
        Assert.Contains("--device tpu", line.Error, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> Train(string arguments)
    {
        var line = new CommandLine();
        var exit = await line.Run(["train", .. $"{Small} {arguments}".Split(' ')]);
        Assert.True(exit == ExitCode.Ok, line.Error);
        return [.. line.OutLines.Select(text => JsonDocument.Parse(text).RootElement)];
    }
}
