using System.Text.Json;
using TubeDetr.Data.Synthetic;

namespace TubeDetr.Grid.Cli.Tests.Commands;

/// <summary>Trains and judges for real, very small.</summary>
[Collection(OneTraining.AtATime)]
public sealed class EvaluateCommandTests : IDisposable
{
    private const string Small = "--resolution 64 --video_max_len 8 --video_max_len_train 8 --stride 2 --num_workers 0 --backbone tiny-gn --hidden_dim 32 --nheads 4 "
        + "--enc_layers 1 --dec_layers 1 --dim_feedforward 64 --batch_size 2 --epochs 1 --ema --ema_decay 0.5 --device cpu --json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Evaluate_CheckpointOfATraining_GivesTheTrainingsMetricsAndItsFiles()
    {
        var data = Path.Combine(_folder.FullName, "data");
        SyntheticDataset.Generate(data, new SyntheticOptions { Clips = 10 }, cancellationToken: TestContext.Current.CancellationToken);
        var trained = await Run("train", $"--dataset_config {data} --output-dir {_folder.FullName}");
        var checkpoint = Path.Combine(_folder.FullName, "checkpoint0001.safetensors");
        var output = Path.Combine(_folder.FullName, "judged");

        var resumed = await Run("evaluate", $"--eval --dataset_config {data} --resume {checkpoint} --test --output-dir {output}");
        var loaded = await Run("evaluate", $"--dataset_config {data} --load {checkpoint}");

        Assert.Equal(trained.GetProperty("eval").GetRawText(), resumed.GetProperty("sets")[0].GetProperty("metrics").GetRawText());
        Assert.Equal(resumed.GetProperty("sets").GetRawText(), loaded.GetProperty("sets").GetRawText());
        var statistics = JsonElement.Parse(await File.ReadAllBytesAsync(Path.Combine(output, "log_stats.json"), TestContext.Current.CancellationToken));
        var hcstvg = statistics.GetProperty("test_hcstvg_hcstvg");
        Assert.Equal(resumed.GetProperty("sets")[0].GetProperty("losses").GetProperty("loss").GetDouble(), statistics.GetProperty("test_hcstvg_loss").GetDouble());
        Assert.Equal(hcstvg.GetProperty("vid_metrics").EnumerateObject().Count(), Directory.GetFiles(Path.Combine(output, "attention_hcstvg"), "*.safetensors").Length);
        Assert.True(hcstvg.GetProperty("predictions").EnumerateObject().Count() > hcstvg.GetProperty("vid_metrics").EnumerateObject().Sum(video => video.Value.GetProperty("img_metrics").EnumerateObject().Count()));
    }

    [Fact]
    public async Task Evaluate_OtherModel_SaysWhatDiffers()
    {
        var data = Path.Combine(_folder.FullName, "data");
        SyntheticDataset.Generate(data, new SyntheticOptions { Clips = 10 }, cancellationToken: TestContext.Current.CancellationToken);
        await Run("train", $"--dataset_config {data} --output-dir {_folder.FullName}");
        var line = new CommandLine();

        var exit = await line.Run(["evaluate", .. $"{Small.Replace("--dec_layers 1", "--dec_layers 2", StringComparison.Ordinal)} --dataset_config {data} --resume {Path.Combine(_folder.FullName, "checkpoint0001.safetensors")}".Split(' ')]);

        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("transformer.decoder.layers.1.self_attn.in_proj_weight is missing", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_PathsOfTheEvaluationSetOnly_NeedsNoOthers()
    {
        var line = new CommandLine();

        var exit = await line.Run("evaluate", "--combine_datasets_val", "vidstg", "--vidstg_vid_path", "/nowhere/v", "--vidstg_ann_path", "/nowhere/a", "--text_encoder_path", "/nowhere/t");

        Assert.Equal(ExitCode.BadInput, exit);
        Assert.DoesNotContain("hcstvg", line.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/a/val.json", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_Eval_NamesThisCommand()
    {
        var line = new CommandLine();

        Assert.Equal(ExitCode.BadInput, await line.Run("train", "--eval", "--dataset_config", "data"));
        Assert.Contains("grid evaluate", line.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Run(string command, string arguments)
    {
        var line = new CommandLine();
        var exit = await line.Run([command, .. $"{Small} {arguments}".Split(' ')]);
        Assert.True(exit == ExitCode.Ok, line.Error);
        return JsonElement.Parse(Assert.Single(line.OutLines));
    }
}
