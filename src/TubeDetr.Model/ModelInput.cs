using TorchSharp;

namespace TubeDetr.Model;

/// <summary>What the forward pass reads. b videos, t = max(durations), L tokens.</summary>
/// <param name="Samples">Slow frames, float [n_slow, 3, H, W]; with stride 0 all frames.</param>
/// <param name="Mask">True where it is padding, bool [n_slow, H, W].</param>
/// <param name="Durations">Frames of each video, b numbers.</param>
/// <param name="InputIds">Token ids, int64 [b, L].</param>
/// <param name="AttentionMask">1 where a token is real, int64 [b, L].</param>
/// <param name="SamplesFast">All frames, float [sum(durations), 3, H, W]; null with stride 0.</param>
/// <param name="MaskFast">Bool [sum(durations), H, W]; null with stride 0.</param>
public sealed record ModelInput(
    torch.Tensor Samples,
    torch.Tensor Mask,
    IReadOnlyList<int> Durations,
    torch.Tensor InputIds,
    torch.Tensor AttentionMask,
    torch.Tensor? SamplesFast,
    torch.Tensor? MaskFast);
