using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Tests.Ranks;

/// <summary>Two ranks that take half of each batch do what one does that takes the whole: losses, gradients and counts of boxes are means.</summary>
public sealed class LocalRanksTests(SyntheticClips clips) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-ranks-");

    [Fact]
    public void TrainEpoch_TwoRanks_EqualsOneWithTheWholeBatch()
    {
        Prepare();
        var alone = Train(Options(batchSize: 4), SingleRank.Instance);
        var together = new Trained[2];
        LocalRanks.Together(2, rank => together[rank.Rank] = Train(Options(batchSize: 2), rank));

        Assert.Equal(alone.Losses.Count, together[0].Losses.Count);
        for (var step = 0; step < alone.Losses.Count; step++)
        {
            Assert.Equal(alone.Losses[step], together[0].Losses[step], 1e-4);
            Assert.Equal(alone.Norms[step], together[0].Norms[step], 1e-4 * alone.Norms[step]);
        }

        Assert.Equal(together[0].Losses, together[1].Losses);
        Assert.Equal(together[0].Metrics, together[1].Metrics);
        Assert.Equal(alone.Metrics.Keys, together[0].Metrics.Keys);
        Assert.All(alone.Metrics.Where(metric => metric.Key.Contains("iou", StringComparison.Ordinal) && !metric.Key.StartsWith("loss", StringComparison.Ordinal)), metric => Assert.Equal(metric.Value, together[0].Metrics[metric.Key], 1e-3));
        Assert.True(together[0].Checkpoint.AsSpan().SequenceEqual(together[1].Checkpoint), "The ranks have drifted apart.");
    }

    [Fact]
    public void Mean_SeveralRanks_IsTheSameForAll()
    {
        var means = new float[3][];
        LocalRanks.Together(3, rank =>
        {
            float[] values = [.. Enumerable.Range(0, 21).Select(i => (float)(i * (rank.Rank + 1)))];
            rank.Mean(values);
            means[rank.Rank] = values;
        });

        Assert.Equal(Enumerable.Range(0, 21).Select(i => i * 2f), means[0]);
        Assert.Equal(means[0], means[1]);
        Assert.Equal(means[0], means[2]);
    }

    public void Dispose() => folder.Delete(recursive: true);

    // Without any dropout, from the same weights: ranks draw different random numbers.
    private void Prepare()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(clips.Report.Folder, "roberta")))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        var config = Path.Combine(folder.FullName, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("prob\":0.1", "prob\":0", StringComparison.Ordinal).Replace("prob\": 0.1", "prob\": 0", StringComparison.Ordinal));
        using var session = TrainingSession.Create(Options(batchSize: 4, load: ""), clips.Environment);
        File.WriteAllBytes(Start, Save(session));
    }

    private string Start => Path.Combine(folder.FullName, "start.safetensors");

    private TrainingOptions Options(int batchSize, string? load = null) => SyntheticClips.Options(
        ("batch_size", batchSize.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("load", load ?? Start), ("text_encoder_path", folder.FullName), ("dropout", "0"),
        ("resizer_dropout", "0"), ("sted_dropout", "0"), ("augment", "false"), ("tmp_crop", "false"), ("optimizer", "sgd"), ("ema", "true"), ("ema_decay", "0.9"), ("epochs", "2"));

    private Trained Train(TrainingOptions options, IRankGroup ranks)
    {
        var trained = new Trained();
        using var session = TrainingSession.Create(options, clips.Environment with { Ranks = ranks });
        for (var epoch = 0; epoch < 2; epoch++)
        {
            session.TrainEpoch(step =>
            {
                trained.Losses.Add(step.Loss);
                trained.Norms.Add(step.GradientNorm);
            });
        }

        return trained with { Metrics = Judged(session), Checkpoint = Save(session) };
    }

    private static Dictionary<string, double> Judged(TrainingSession session)
    {
        var report = session.Evaluate();
        return report.Losses.Concat(report.Metrics).ToDictionary(StringComparer.Ordinal);
    }

    private static byte[] Save(TrainingSession session)
    {
        using var image = session.Capture();
        using var file = new MemoryStream();
        image.WriteTo(file);
        return file.ToArray();
    }

    private sealed record Trained
    {
        public List<double> Losses { get; } = [];

        public List<double> Norms { get; } = [];

        public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

        public byte[] Checkpoint { get; init; } = [];
    }
}
