using TorchSharp;

namespace TubeDetr.Model;

/// <summary>What the encoder hands to the decoder. b videos, t = max(durations), q queries a frame, n = h·w + L memory tokens, C the width.</summary>
/// <param name="Durations">Frames of each video.</param>
/// <param name="Height">h, rows of the feature map.</param>
/// <param name="Width">w, columns of the feature map; memory tokens are rows of features, then words.</param>
/// <param name="Memory">[b·t, n, C].</param>
/// <param name="Positions">Positions of the memory tokens, 0 for words, [b·t, n, C].</param>
/// <param name="Mask">True where a memory token is padding, bool [b·t, n].</param>
/// <param name="Queries">Object queries with time, [b, q·t, C].</param>
/// <param name="QueryMask">True at frames that a video does not have, bool [b, q·t]; null with stride 0, where the original has none.</param>
/// <param name="Words">The captions in the width of the transformer, before the encoder, [b, L, C].</param>
public sealed record MemoryCache(
    IReadOnlyList<int> Durations,
    long Height,
    long Width,
    torch.Tensor Memory,
    torch.Tensor Positions,
    torch.Tensor Mask,
    torch.Tensor Queries,
    torch.Tensor? QueryMask,
    torch.Tensor Words)
{
    internal MemoryCache MoveToOuterScope()
    {
        foreach (var tensor in new[] { Memory, Positions, Mask, Queries, QueryMask, Words })
        {
            tensor?.MoveToOuterDisposeScope();
        }

        return this;
    }
}
