using TubeDetr.Data;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests;

public sealed class TrainingSessionTests(SyntheticClips clips)
{
    private static readonly string[] MetricNames = ["gt_viou", "gt_viou@0.3", "gt_viou@0.5", "tiou", "viou", "viou@0.3", "viou@0.5"];

    [Fact]
    public void Restore_AfterAnEpoch_ContinuesBitByBit()
    {
        var options = SyntheticClips.Options(("ema", "true"));
        var uninterrupted = Train(options, session =>
        {
            session.TrainEpoch();
            session.Evaluate();
            session.TrainEpoch();
            return Save(session);
        });
        var half = Train(options, session =>
        {
            session.TrainEpoch();
            return Save(session);
        });

        var resumed = Train(options, session =>
        {
            session.Restore(new MemoryStream(half));
            Assert.Equal((1, 4L), (session.Epoch, session.Step));
            session.TrainEpoch();
            return Save(session);
        });

        Assert.True(uninterrupted.AsSpan().SequenceEqual(resumed), "The resumed checkpoint differs.");
    }

    [Fact]
    public void TrainEpoch_CancelledWithinTheEpoch_ContinuesBitByBit()
    {
        var options = SyntheticClips.Options(("num_workers", "2"));
        EpochReport? whole = null, rest = null;
        var uninterrupted = Train(options, session =>
        {
            whole = session.TrainEpoch();
            return Save(session);
        });
        var half = Train(options, session =>
        {
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => session.TrainEpoch(step => Stop(stop, step.Step == 3), stop.Token));
            Assert.Equal((0, 3, 3L), (session.Epoch, session.Batch, session.Step));
            return Save(session);
        });

        var resumed = Train(options, session =>
        {
            session.Restore(new MemoryStream(half));
            rest = session.TrainEpoch();
            return Save(session);
        });

        Assert.True(uninterrupted.AsSpan().SequenceEqual(resumed), "The resumed checkpoint differs.");
        Assert.Equal(whole!.Averages["loss"], rest!.Averages["loss"]);
    }

    [Fact]
    public void TrainEpoch_SomeEpochs_LossFalls()
    {
        var losses = new List<double>();
        Train(SyntheticClips.Options(("epochs", "12"), ("tmp_crop", "false")), session =>
        {
            for (var epoch = 0; epoch < 12; epoch++)
            {
                losses.Add(session.TrainEpoch().Averages["loss"]);
            }

            return 0;
        });
        Assert.True(losses[^1] < 0.85 * losses[0], $"The loss went from {losses[0]} to {losses[^1]}.");
    }

    [Fact]
    public void TrainEpoch_EveryStep_IsReported()
    {
        var reports = new List<StepReport>();
        var summary = Train(SyntheticClips.Options(), session => session.TrainEpoch(reports.Add));

        Assert.Equal([1L, 2, 3, 4], reports.Select(report => report.Step));
        Assert.Equal(reports.Average(report => report.Loss), summary.Averages["loss"], 1e-9);
        Assert.Equal(reports[0].ScaledLosses["loss_giou"], 2 * reports[0].UnscaledLosses["loss_giou"], 1e-9);
        string[] expected = ["grad_norm", "loader_wait", "loss", "loss_bbox", "loss_giou", "loss_guided_attn", "loss_sted", "lr", "lr_backbone", "lr_text_encoder", "seconds_per_step"];
        Assert.Equal(expected.AsEnumerable(), reports[0].Metrics().Keys.Where(name => !name.EndsWith("_0", StringComparison.Ordinal)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(reports, report => Assert.InRange(report.Seconds, report.LoaderWait, 60));
    }

    [Fact]
    public void Evaluate_UntrainedModel_GivesMetricsAndChangesNothing()
    {
        var parts = new List<double>();
        Train(SyntheticClips.Options(("ema", "true")), session =>
        {
            session.TrainEpoch();
            var before = Save(session);

            var report = session.Evaluate(parts.Add);

            Assert.Equal(MetricNames.AsEnumerable(), report.Metrics.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
            Assert.All(report.Metrics.Values, value => Assert.InRange(value, 0, 1));
            Assert.Equal(session.EvaluationTubes.Count, report.Sets.Sum(set => set.Videos.Count));
            Assert.True(report.Losses["loss"] > 0);
            Assert.True(before.AsSpan().SequenceEqual(Save(session)), "Evaluation changed the session.");
            return 0;
        });
        Assert.Equal(1, parts[^1]);
    }

    [Fact]
    public void Evaluate_WithAverage_JudgesTheAverage()
    {
        var frozen = SyntheticClips.Options(("ema", "true"), ("ema_decay", "1"));
        Train(frozen, session =>
        {
            var untrained = session.Evaluate().Losses["loss"];
            session.TrainEpoch();
            Assert.Equal(untrained, session.Evaluate().Losses["loss"], 1e-5);
            return 0;
        });
    }

    [Fact]
    public void Restore_OtherModel_ListsTheDifferences()
    {
        var file = Train(SyntheticClips.Options(), session =>
        {
            session.TrainEpoch();
            return Save(session);
        });
        Train(SyntheticClips.Options(("dim_feedforward", "48")), session =>
        {
            var fault = Assert.Throws<CheckpointException>(() => session.Restore(new MemoryStream(file)));
            Assert.Contains("model.transformer.encoder.layers.0.linear1.weight is F32 [64, 32] instead of F32 [48, 32]", fault.Message, StringComparison.Ordinal);
            return 0;
        });
    }

    [Fact]
    public void Restore_OtherBatchSize_SaysWhy()
    {
        var file = Train(SyntheticClips.Options(), Save);
        Train(SyntheticClips.Options(("batch_size", "2")), session =>
        {
            var fault = Assert.Throws<CheckpointException>(() => session.Restore(new MemoryStream(file)));
            Assert.StartsWith("The checkpoint comes from epochs of 4 steps", fault.Message, StringComparison.Ordinal);
            return 0;
        });
    }

    [Fact]
    public void Create_NoData_SaysWhere()
    {
        var fault = Assert.Throws<DatasetException>(() => TrainingSession.Create(SyntheticClips.Options(("dataset_config", "nowhere.json")), clips.Environment));
        Assert.Contains("nowhere.json does not exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_MoreVideosAStepThanThereAre_SaysSo()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() => TrainingSession.Create(SyntheticClips.Options(("batch_size", "100")), clips.Environment));
        Assert.Contains("batch_size = 100 is more than the 18 clips", fault.Message, StringComparison.Ordinal);
    }

    private static void Stop(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private static byte[] Save(TrainingSession session)
    {
        using var image = session.Capture();
        using var file = new MemoryStream();
        image.WriteTo(file);
        return file.ToArray();
    }

    private T Train<T>(TrainingOptions options, Func<TrainingSession, T> action)
    {
        using var session = TrainingSession.Create(options, clips.Environment);
        return action(session);
    }
}
