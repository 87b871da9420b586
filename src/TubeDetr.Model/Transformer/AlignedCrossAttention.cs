using TorchSharp;
using TubeDetr.Model.Layers;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Transformer;

/// <summary>
/// Time-aligned cross-attention: the query of a frame looks at the memory of that frame only (paper, section 3.3).
/// <para>
/// With few queries a frame it is cheaper to move the projections of keys and values to the other side, (Wₖm + bₖ)·q = m·(Wₖᵀq) + const and
/// Σaᵢ(Wᵥmᵢ + bᵥ) = Wᵥ(Σaᵢmᵢ) + (Σaᵢ)bᵥ, than to project every memory token in every layer: the cost a layer falls from n·C² to heads·n·C a frame.
/// The constant does not change a softmax, so the key bias has no part in it and its gradient is the exact 0.
/// </para>
/// </summary>
internal sealed class AlignedCrossAttention(int width, int heads, double dropout) : MultiHeadAttention(width, heads, dropout)
{
    /// <param name="queries">[f, q, C]: q queries of each of f frames, with their positions.</param>
    /// <param name="keys">Transposed memory with positions, [f, C, n].</param>
    /// <param name="values">Memory, [f, n, C].</param>
    /// <param name="bias">Float [f, 1, n], −∞ at padding.</param>
    /// <param name="withWeights">Whether to average the weights over the heads.</param>
    /// <returns>[f, q, C] and, where asked for, [f, q, n].</returns>
    public (torch.Tensor Output, torch.Tensor? Weights) Forward(torch.Tensor queries, torch.Tensor keys, torch.Tensor values, torch.Tensor bias, bool withWeights)
    {
        var (frames, count) = (queries.shape[0], queries.shape[1]);
        var (weights, biases) = Cut(Width, Width, Width);
        var q = (functional.linear(queries, weights[0], biases[0]) * Scale).view(frames * count, Heads, HeadWidth).transpose(0, 1);
        var looked = ByFrame(torch.bmm(q, weights[1].view(Heads, HeadWidth, Width)), frames, count);
        var attention = torch.bmm(looked, keys).add_(bias).softmax(2);
        attention = attention.Drop(ActiveDropout, Training);
        var seen = ByHead(torch.bmm(attention, values), frames, count);
        var y = torch.bmm(seen, weights[2].view(Heads, HeadWidth, Width).transpose(1, 2));
        y = WithValueBias(y, biases[2], attention, frames, count);
        var output = Project(y.transpose(0, 1).reshape(frames, count, Width));
        return (output, withWeights ? attention.view(frames, Heads, count, -1).mean([1]) : null);
    }

    /// <summary>Adds bᵥ times the sum of the weights, which is 1 unless dropout took some of them.</summary>
    private torch.Tensor WithValueBias(torch.Tensor y, torch.Tensor valueBias, torch.Tensor attention, long frames, long count)
    {
        var perHead = valueBias.view(Heads, 1, HeadWidth);
        return ActiveDropout > 0 ? y + ByHead(attention.sum(2, keepdim: true), frames, count) * perHead : y + perHead;
    }

    /// <summary>[heads, f·q, x] to [f, heads·q, x].</summary>
    private torch.Tensor ByFrame(torch.Tensor x, long frames, long count) =>
        x.view(Heads, frames, count, -1).transpose(0, 1).reshape(frames, Heads * count, -1);

    /// <summary>[f, heads·q, x] to [heads, f·q, x].</summary>
    private torch.Tensor ByHead(torch.Tensor x, long frames, long count) =>
        x.view(frames, Heads, count, -1).transpose(0, 1).reshape(Heads, frames * count, -1);
}
