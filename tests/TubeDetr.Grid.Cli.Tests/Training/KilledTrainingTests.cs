using System.Diagnostics;
using System.Text.Json;
using TubeDetr.Data.Synthetic;

namespace TubeDetr.Grid.Cli.Tests.Training;

/// <summary>A real process that trains, killed at random steps and resumed: nothing may tell it from one that was left alone.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const int StepsPerEpoch = 4;

    private static readonly string[] Times = ["seconds_per_step", "loader_wait", "train_seconds_per_step", "train_loader_wait"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-killed-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Train_KilledTwice_EndsWithTheVeryCheckpoint() => await Check(kills: 2, seed: 7, minutes: "0", epochs: 3);

    // 0.002 minutes are a few steps: kills fall behind the last checkpoint, and its steps are taken again.
    [Theory]
    [Trait("Category", "Long")]
    [InlineData(1, "0")]
    [InlineData(2, "0.002")]
    public async Task Train_KilledTenTimes_EndsWithTheVeryCheckpoint(int seed, string minutes) => await Check(kills: 10, seed, minutes, epochs: 10);

    private async Task Check(int kills, int seed, string minutes, int epochs)
    {
        SyntheticDataset.Generate(In("data"), new SyntheticOptions { Clips = 10 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(await Run(Arguments("alone", minutes, epochs, workers: 1)));

        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            Assert.False(await Run(Arguments("killed", minutes, epochs, workers: random.Next(3)), killAfterLines: random.Next(1, 5)), "The training ended before it was killed.");
        }

        Assert.True(await Run(Arguments("killed", minutes, epochs, workers: 1)));
        AssertSameCheckpoints(epochs);
        AssertSameSteps(epochs * StepsPerEpoch);
        Assert.Equal(EpochLines("alone"), EpochLines("killed"));
    }

    private string In(params string[] path) => Path.Combine([_folder.FullName, .. path]);

    private void AssertSameCheckpoints(int epochs)
    {
        string[] names = [.. Enumerable.Range(1, epochs).Select(epoch => FormattableString.Invariant($"checkpoint{epoch:0000}.safetensors"))];
        Assert.Equal(names, Directory.GetFiles(In("killed"), "checkpoint*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.True(File.ReadAllBytes(In("alone", name)).AsSpan().SequenceEqual(File.ReadAllBytes(In("killed", name))), $"{name} differs."));
    }

    private void AssertSameSteps(int steps)
    {
        var (alone, killed) = (StepLines("alone"), StepLines("killed"));
        Assert.Equal(Enumerable.Range(1, steps).Select(step => (long)step), killed.Select(line => line.Step));
        Assert.Equal(alone.Select(line => line.Values), killed.Select(line => line.Values));
    }

    /// <summary>Each step with its numbers as they were written, times left out.</summary>
    private (long Step, string Values)[] StepLines(string output) =>
    [
        .. File.ReadAllLines(In(output, "steps.txt")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (line.GetProperty("step").GetInt64(), Numbers(line.GetProperty("values")))),
    ];

    private string[] EpochLines(string output) =>
    [
        .. File.ReadAllLines(In(output, "log.txt")).Select(line => Numbers(JsonDocument.Parse(line).RootElement)),
    ];

    private static string Numbers(JsonElement values) => string.Join(' ', values.EnumerateObject().Where(value => !Times.Contains(value.Name, StringComparer.Ordinal)));

    /// <summary>Trains to the end, which is true, or kills (SIGKILL) the process once it has printed so many lines; steps and epochs are a line each.</summary>
    private static async Task<bool> Run(string[] arguments, int killAfterLines = int.MaxValue)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "grid"), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = 0;
        while (lines != killAfterLines && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
        {
            lines++;
        }

        var ended = lines < killAfterLines;
        if (!ended)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(!ended || process.ExitCode == 0, await errors);
        return ended;
    }

    private string[] Arguments(string output, string minutes, int epochs, int workers) =>
    [
        "train", "--dataset_config", In("data"), "--output-dir", In(output), "--resume", In(output), "--device", "cpu", "--json", "--log-steps", "--checkpoint-minutes", minutes,
        .. $"--resolution 64 --video_max_len 8 --video_max_len_train 8 --stride 2 --num_workers {workers} --backbone tiny-gn --hidden_dim 32 --nheads 4 --enc_layers 1 --dec_layers 1".Split(' '),
        .. $"--dim_feedforward 64 --batch_size 2 --epochs {epochs} --eval_skip 2 --ema --ema_decay 0.9 --lr 1e-3 --fraction_warmup_steps 0.1 --schedule all_linear_with_warmup".Split(' '),
    ];
}
