using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Loading;

public sealed class ResumedWeightsTests(SyntheticClips clips) : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Load_WithAverage_TakesTheAverage()
    {
        var evaluated = Trained(SyntheticClips.Options(("ema", "true"), ("ema_decay", "0.5")));

        Assert.Equal(evaluated, Judge(SyntheticClips.Options(("ema", "true")), out _));
        Assert.NotEqual(evaluated, Judge(SyntheticClips.Options(), out _));
    }

    [Fact]
    public void Load_NoAverageInTheFile_TakesTheWeightsAndWarns()
    {
        var evaluated = Trained(SyntheticClips.Options());

        Assert.Equal(evaluated, Judge(SyntheticClips.Options(("ema", "true")), out var log));
        Assert.Contains(log, line => line.StartsWith("WARNING: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_OtherShape_NamesItAndLeavesTheModel()
    {
        Trained(SyntheticClips.Options());

        var fault = Assert.Throws<CheckpointException>(() => Judge(SyntheticClips.Options(("dim_feedforward", "32")), out _));

        Assert.Contains("transformer.encoder.layers.0.linear1.weight is [64, 32] instead of [32, 32]", fault.Message, StringComparison.Ordinal);
    }

    // The loss of the evaluation after one epoch, whose checkpoint is in the file.
    private double Trained(TrainingOptions options)
    {
        using var session = TrainingSession.Create(options, clips.Environment);
        session.TrainEpoch();
        using var image = session.Capture();
        using (var stream = File.Create(file))
        {
            image.WriteTo(stream);
        }

        return session.Evaluate().Losses["loss"];
    }

    private double Judge(TrainingOptions options, out List<string> log)
    {
        var lines = log = [];
        using var session = EvaluationSession.Open(options, clips.Environment with { Log = lines.Add }, file);
        return session.Evaluate().Losses["loss"];
    }
}
