using System.Diagnostics.CodeAnalysis;
using TorchSharp;

namespace TubeDetr.Parity;

/// <summary>The tensors of a case, and which of them nobody has asked for: a tensor that is not compared must not pass unnoticed.</summary>
public sealed class TensorLedger(GoldenCase golden)
{
    private readonly HashSet<string> unread = golden.Tensors.Keys.ToHashSet(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The case lacks it.</exception>
    public torch.Tensor this[string name] => TryGet(name, out var tensor)
        ? tensor
        : throw new InvalidDataException($"{golden.Name} lacks the tensor {name}.");

    public bool TryGet(string name, [NotNullWhen(true)] out torch.Tensor? tensor)
    {
        unread.Remove(name);
        return golden.Tensors.TryGetValue(name, out tensor);
    }

    /// <summary>Fails where a tensor of the case was left aside.</summary>
    public void RequireAllRead(Comparison comparison) => comparison.Holds(
        "completeness",
        unread.Count == 0 ? "every tensor of the case is compared" : $"nothing of ours is compared with {string.Join(", ", unread.Order(StringComparer.Ordinal))}",
        unread.Count == 0);
}
