using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Losses;

/// <summary>Penalises temporal attention from frames outside the annotated moment (guided attention, Rodriguez et al. 2020).</summary>
internal static class GuidedAttentionLoss
{
    private static readonly Scalar Epsilon = 1e-6;

    /// <summary>
    /// Weights of all layers [layers, b, t, t] to [layers]. Without temporal attention, [layers, b·t, 1, 1], every weight is 1 and guides nothing: as in the original each frame's is then set
    /// against all frames outside the moment.
    /// </summary>
    public static torch.Tensor Of(torch.Tensor weights, IReadOnlyList<(int First, int Last)> interIdx, torch.Tensor timeMask)
    {
        var (videos, frames) = (timeMask.shape[0], timeMask.shape[1]);
        var negative = Outside(interIdx, (int)frames, timeMask.device).logical_and_(timeMask);
        var loss = (Held.One - weights + Epsilon).log().neg();
        if (weights.shape[1] != videos || weights.shape[2] != frames)
        {
            var counts = negative.sum(1);
            return (loss.view(-1, videos, frames).mean([2]) * (counts / (counts + Epsilon))).mean([1]);
        }

        return (loss.masked_fill(negative.logical_not().unsqueeze(2), Held.Zero).sum([2, 3]) / (negative.sum(1) + Epsilon)).mean([1]);
    }

    private static torch.Tensor Outside(IReadOnlyList<(int First, int Last)> interIdx, int frames, torch.Device device) =>
        torch.tensor(
            [.. interIdx.SelectMany(x => Enumerable.Range(0, frames).Select(i => x.First < 0 || i < x.First || i > x.Last))],
            [interIdx.Count, frames],
            device: device);
}
