using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Losses;

/// <summary>
/// Divergence between the predicted distributions of start and end and Gaussians around the true ones. As in the original the mean runs over padded frames
/// too, and the target is normalised over them.
/// </summary>
internal static class StartEndLoss
{
    private static readonly Scalar Epsilon = 1e-6;
    private static readonly Scalar Never = -1e32;

    /// <summary>Logits of all layers [layers, b, t, 2] to [layers].</summary>
    public static torch.Tensor Of(torch.Tensor logits, IReadOnlyList<(int First, int Last)> interIdx, torch.Tensor timeMask, double sigma)
    {
        var target = Target(interIdx, timeMask.shape[1], sigma, logits.device);
        var real = timeMask.unsqueeze(2);
        var predicted = logits.masked_fill(real.logical_not(), Never).softmax(2);
        var divergence = predicted * ((predicted + Epsilon) / target).log() * real;
        using Scalar frames = (double)timeMask.numel();
        return divergence.sum([1, 2, 3]) / frames;
    }

    /// <summary>Gaussians around start and end, [b, t, 2], each summing to 1 over t.</summary>
    private static torch.Tensor Target(IReadOnlyList<(int First, int Last)> interIdx, long frames, double sigma, torch.Device device)
    {
        var centres = torch.tensor([.. interIdx.SelectMany(x => new long[] { x.First, x.Last })], device: device).view(-1, 1, 2);
        var distance = torch.arange(frames, torch.int64, device).view(1, -1, 1) - centres;
        using Scalar spread = -2 * sigma * sigma;
        var density = (distance * distance / spread).exp() + Epsilon;
        return density / density.sum(1, keepdim: true);
    }
}
