using TorchSharp;

namespace TubeDetr.Model;

/// <summary>What the heads say. b videos, t = max(durations), n = h·w + L memory tokens.</summary>
/// <param name="PredBoxes">Boxes (cx, cy, w, h) in [0, 1], float [b·t, 4].</param>
/// <param name="PredSted">Start and end logits, float [b, t, 2]; null without the start-end head.</param>
/// <param name="Weights">Temporal self-attention, averaged over heads, float [b, t, t]; null where nobody needs it.</param>
/// <param name="CrossAttention">Cross-attention, averaged over heads, float [b·t, 1, n]; null where nobody needs it.</param>
/// <param name="Auxiliary">The same of the earlier decoder layers, first layer first; empty without auxiliary losses.</param>
public sealed record ModelOutput(
    torch.Tensor PredBoxes,
    torch.Tensor? PredSted,
    torch.Tensor? Weights,
    torch.Tensor? CrossAttention,
    IReadOnlyList<ModelOutput> Auxiliary)
{
    internal ModelOutput MoveToOuterScope()
    {
        foreach (var tensor in new[] { PredBoxes, PredSted, Weights, CrossAttention })
        {
            tensor?.MoveToOuterDisposeScope();
        }

        foreach (var layer in Auxiliary)
        {
            layer.MoveToOuterScope();
        }

        return this;
    }
}
