using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Model.Losses;
using TubeDetr.Training.Ranks;
using static TorchSharp.torch;

namespace TubeDetr.Training.Learning;

/// <summary>From a batch to what the model says and what that costs, the same in training and evaluation.</summary>
internal static class BatchForward
{
    /// <summary>The outputs with the boxes of all frames, and the loss on the annotated ones. The caller's scope owns the tensors.</summary>
    public static (ModelOutput Output, LossTerms Losses) Run(TubeDetrModel model, TubeDetrCriterion criterion, ClipBatch batch, IRankGroup ranks)
    {
        var output = model.Forward(InputOf(batch, model.Device));
        return (output, Cost(model, criterion, output, batch, ranks));
    }

    /// <summary>The loss of what the model said; per box, of which there are as many as in the mean over ranks.</summary>
    public static LossTerms Cost(TubeDetrModel model, TubeDetrCriterion criterion, ModelOutput output, ClipBatch batch, IRankGroup ranks)
    {
        var device = model.Device;
        var kept = AnnotatedMoment.Keep(output, batch.Durations, batch.InterIdx);
        var mask = model.Options.Sted ? AnnotatedMoment.TimeMask(batch.Durations, device, model.Options.NumQueries) : null;
        var boxes = TargetBoxes(batch, device);
        return criterion.Forward(kept, boxes, batch.InterIdx, mask, ranks.Mean(boxes.shape[0]));
    }

    /// <summary>What the model reads, on its device.</summary>
    public static ModelInput InputOf(ClipBatch batch, Device device) => new(
        batch.Samples.to(device),
        batch.Mask.to(device),
        batch.Durations,
        batch.InputIds.to(device),
        batch.AttentionMask.to(device),
        batch.SamplesFast?.to(device),
        batch.MaskFast?.to(device));

    private static Tensor TargetBoxes(ClipBatch batch, Device device)
    {
        var boxes = batch.Targets.Where(target => target.Boxes.Count > 0).SelectMany(target => target.Boxes).ToArray();
        var numbers = boxes.SelectMany(box => new[] { box.A, box.B, box.C, box.D }).ToArray();
        return tensor(numbers, boxes.Length, 4, device: device);
    }
}
