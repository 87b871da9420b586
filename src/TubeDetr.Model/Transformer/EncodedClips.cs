using TorchSharp;

namespace TubeDetr.Model.Transformer;

/// <summary>What the slow branch made. Clips are padded to those of the longest video, c in all.</summary>
/// <param name="Height">h, rows of the feature map.</param>
/// <param name="Width">w, columns of the feature map.</param>
/// <param name="Memory">[c, h·w + L, C].</param>
/// <param name="Positions">[c, h·w + L, C], 0 for words.</param>
/// <param name="Padding">True where a feature is padding, bool [c, h·w].</param>
/// <param name="Words">The captions in the width of the transformer, [b, L, C].</param>
/// <param name="WordPadding">True where a word is padding, bool [b, L].</param>
internal sealed record EncodedClips(
    long Height,
    long Width,
    torch.Tensor Memory,
    torch.Tensor Positions,
    torch.Tensor Padding,
    torch.Tensor Words,
    torch.Tensor WordPadding);
