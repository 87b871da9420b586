using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Training.Learning;
using static TorchSharp.torch;

namespace TubeDetr.Training.Evaluation;

/// <summary>The model over the batches of a data set (<c>engine.evaluate</c> of the original), without gradients and dropout.</summary>
internal sealed class ModelEvaluation(Learner learner, TubeEvaluator evaluator, bool maskPadding)
{
    private readonly Averages losses = new();

    /// <summary>Averages over batches, under the original's names.</summary>
    public IReadOnlyDictionary<string, double> Losses => losses.Values();

    /// <summary>Evaluates one batch.</summary>
    public void Add(ClipBatch batch)
    {
        learner.Pause.Renew();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        learner.Model.Eval();
        var (output, terms) = BatchForward.Run(learner.Model, learner.Criterion, batch);
        losses.Add(LossValues.Of(terms).Named());
        AddBoxes(batch, output.PredBoxes.cpu().data<float>().ToArray());
        if (output.PredSted is { } logits)
        {
            AddMoments(batch, logits);
        }
    }

    private void AddBoxes(ClipBatch batch, float[] boxes)
    {
        var longest = batch.Durations.Max();
        var target = 0;
        for (var clip = 0; clip < batch.Durations.Count; clip++)
        {
            var (first, last) = batch.InterIdx[clip];
            for (var position = Math.Max(first, 0); position <= last; position++)
            {
                var frame = batch.Targets[target + position];
                var box = boxes.AsSpan(((clip * longest) + position) * 4, 4);
                evaluator.AddBox(batch.VideoIds[clip], FrameOf(frame), BoxScaler.ToPixels(box, frame.OrigSize));
            }

            target += batch.Durations[clip];
        }
    }

    private void AddMoments(ClipBatch batch, Tensor logits)
    {
        var longest = batch.Durations.Max();
        var clips = logits.cpu().data<float>().ToArray().Chunk(longest * 2).ToArray();
        foreach (var (video, start, end) in MomentAssembler.Assemble(clips, batch.Durations, batch.VideoIds, batch.FramesId, maskPadding))
        {
            evaluator.AddMoment(video, start, end);
        }
    }

    private static int FrameOf(FrameTarget target) =>
        int.Parse(target.ImageId.AsSpan(target.ImageId.LastIndexOf('_') + 1), System.Globalization.CultureInfo.InvariantCulture);
}
