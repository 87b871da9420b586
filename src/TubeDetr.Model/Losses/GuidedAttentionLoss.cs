using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Losses;

/// <summary>Penalises temporal attention from frames outside the annotated moment (guided attention, Rodriguez et al. 2020).</summary>
internal static class GuidedAttentionLoss
{
    private static readonly Scalar Epsilon = 1e-6;

    /// <summary>Weights of all layers [layers, b, t, t], or [layers, b·t, 1, 1] without temporal attention, to [layers].</summary>
    public static torch.Tensor Of(torch.Tensor weights, IReadOnlyList<(int First, int Last)> interIdx, torch.Tensor timeMask)
    {
        var (videos, frames) = (timeMask.shape[0], timeMask.shape[1]);
        if (weights.shape[1] != videos || weights.shape[2] != frames)
        {
            weights = weights.view(-1, videos, frames, 1);
        }

        var negative = Outside(interIdx, (int)frames, timeMask.device).logical_and_(timeMask);
        var loss = (Held.One - weights + Epsilon).log().neg().masked_fill(negative.logical_not().unsqueeze(2), Held.Zero);
        return (loss.sum([2, 3]) / (negative.sum(1) + Epsilon)).mean([1]);
    }

    private static torch.Tensor Outside(IReadOnlyList<(int First, int Last)> interIdx, int frames, torch.Device device) =>
        torch.tensor(
            [.. interIdx.SelectMany(x => Enumerable.Range(0, frames).Select(i => x.First < 0 || i < x.First || i > x.Last))],
            [interIdx.Count, frames],
            device: device);
}
