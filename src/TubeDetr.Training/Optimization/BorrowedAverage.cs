using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Training.Optimization;

/// <summary>Tensors that hold something else for a while.</summary>
internal sealed class BorrowedAverage : IDisposable
{
    private readonly List<(Tensor Place, Tensor Kept)> kept = [];

    public BorrowedAverage(IEnumerable<(Tensor Place, Tensor Content)> pairs)
    {
        using var noGradient = no_grad();
        foreach (var (place, content) in pairs)
        {
            using var detached = place.detach();
            kept.Add((place, detached.clone().DetachFromDisposeScope()));
            place.copy_(content);
        }
    }

    public void Dispose()
    {
        using var noGradient = no_grad();
        foreach (var (place, content) in kept)
        {
            place.copy_(content);
            content.Dispose();
        }

        kept.Clear();
    }
}
