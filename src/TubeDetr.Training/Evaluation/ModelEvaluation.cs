using System.Globalization;
using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Model.Losses;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Ranks;
using static TorchSharp.torch;

namespace TubeDetr.Training.Evaluation;

/// <summary>The model over the batches of a data set (<c>engine.evaluate</c> of the original), without gradients and dropout.</summary>
internal sealed class ModelEvaluation(TubeDetrModel model, TubeDetrCriterion criterion, TubeEvaluator evaluator, EvaluationMode mode)
{
    /// <summary>Averages of losses over batches, under the original's names.</summary>
    public Averages Losses { get; } = new();

    /// <summary>Evaluates one batch; its losses.</summary>
    public LossValues Add(ClipBatch batch)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        model.Eval();
        var memory = model.Encode(BatchForward.InputOf(batch, model.Device));
        var output = model.Decode(memory, withAttention: mode.Attention is not null);
        var found = LossValues.Of(BatchForward.Cost(model, criterion, output, batch, SingleRank.Instance));
        Losses.Add(found.Named());
        foreach (var video in batch.VideoIds)
        {
            evaluator.AddVideo(video, batch.QuestionTypes?.GetValueOrDefault(video));
        }

        AddBoxes(batch, output.PredBoxes.cpu().data<float>().ToArray());
        if (output.PredSted is { } logits)
        {
            AddMoments(batch, logits);
        }

        mode.Attention?.Keep(AttentionMaps.Of(batch, memory, output));
        return found;
    }

    private void AddBoxes(ClipBatch batch, float[] boxes)
    {
        var longest = batch.Durations.Max();
        var target = 0;
        for (var clip = 0; clip < batch.Durations.Count; clip++)
        {
            var (first, last) = mode.AllFrames ? (0, batch.Durations[clip] - 1) : batch.InterIdx[clip];
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
        var clips = logits.cpu().data<float>().ToArray().Chunk((int)logits.shape[1] * 2).ToArray();
        foreach (var moment in MomentAssembler.Assemble(clips, batch.Durations, batch.VideoIds, batch.FramesId, mode.MaskPadding))
        {
            evaluator.AddMoment(moment.VideoId, moment.Start, moment.End);
            evaluator.AddProbabilities(moment.VideoId, moment.StartProbabilities, moment.EndProbabilities);
        }
    }

    private static int FrameOf(FrameTarget target) =>
        int.Parse(target.ImageId.AsSpan(target.ImageId.LastIndexOf('_') + 1), CultureInfo.InvariantCulture);
}
