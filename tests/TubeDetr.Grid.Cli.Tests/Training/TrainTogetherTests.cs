using System.Diagnostics;
using System.Text.Json;
using TubeDetr.Data.Synthetic;

namespace TubeDetr.Grid.Cli.Tests.Training;

/// <summary>Real processes that train one model: <c>grid train --world-size 2</c> starts the second itself.</summary>
public sealed class TrainTogetherTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-ranks-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Train_TwoProcessesKilledAndResumed_EndsWithTheVeryCheckpoint()
    {
        SyntheticDataset.Generate(In("data"), new SyntheticOptions { Clips = 10 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Run("alone")).ExitCode);

        Assert.NotEqual(0, (await Run("killed", killAfterLines: 3)).ExitCode);
        Assert.Equal(0, (await Run("killed")).ExitCode);

        var (alone, killed) = (File.ReadAllBytes(In("alone", "checkpoint0002.safetensors")), File.ReadAllBytes(In("killed", "checkpoint0002.safetensors")));
        Assert.True(alone.AsSpan().SequenceEqual(killed), "The checkpoints differ.");
        Assert.Equal([1, 2], File.ReadAllLines(In("killed", "log.txt")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("epoch").GetInt32() + 1));
    }

    [Fact]
    public async Task Train_RankWithoutAddress_IsRefused()
    {
        var (exitCode, errors) = await Run("none", more: ["--rank", "2"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("--rank 2: of 2 processes the last is 1.", errors, StringComparison.Ordinal);
        Assert.Contains("--dist-url tcp://HOST:PORT", errors, StringComparison.Ordinal);
    }

    private string In(params string[] path) => Path.Combine([_folder.FullName, .. path]);

    private async Task<(int ExitCode, string Errors)> Run(string output, int killAfterLines = int.MaxValue, params string[] more)
    {
        string[] arguments =
        [
            "train", "--world-size", "2", "--dataset_config", In("data"), "--output-dir", In(output), "--resume", In(output), "--device", "cpu", "--json", "--log-steps", "--checkpoint-minutes", "0",
            .. "--resolution 64 --video_max_len 8 --video_max_len_train 8 --stride 2 --num_workers 1 --backbone tiny-gn --hidden_dim 32 --nheads 4 --enc_layers 1 --dec_layers 1".Split(' '),
            .. "--dim_feedforward 64 --batch_size 1 --epochs 2 --ema --ema_decay 0.9 --lr 1e-3".Split(' '), .. more,
        ];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "grid"), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        for (var lines = 0; lines != killAfterLines && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null;)
        {
            lines++;
            if (lines == killAfterLines)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await errors);
    }
}
