using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Losses;

/// <summary>L1 and generalised IoU between predicted and true boxes, per true box.</summary>
internal static class BoxLoss
{
    /// <summary>Boxes of all layers [layers, k, 4] and true ones [k, 4], both cxcywh, to two losses of [layers], divided by the count or 1.</summary>
    public static torch.Tensor[] Of(torch.Tensor predicted, torch.Tensor target, double boxCount)
    {
        if (predicted.shape[1] != target.shape[0])
        {
            throw new ArgumentException($"There are {predicted.shape[1]} predicted boxes in the annotated moment but {target.shape[0]} true ones.", nameof(target));
        }

        using Scalar count = Math.Max(1.0, boxCount);
        var distance = (predicted - target).abs().sum([1, 2]) / count;
        var overlap = Boxes.GeneralizedIou(Boxes.ToXyxy(predicted), Boxes.ToXyxy(target));
        return [distance, (Held.One - overlap).sum(1) / count];
    }
}
