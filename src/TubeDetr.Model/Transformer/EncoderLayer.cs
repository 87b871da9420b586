using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>Self-attention and feed-forward over the tokens of a clip, norms after the sums.</summary>
internal sealed class EncoderLayer : Layer
{
    private readonly SelfAttention attention;
    private readonly FeedForward feedForward;
    private readonly LayerNorm norm1;
    private readonly double dropout;

    public EncoderLayer(TubeDetrOptions options, bool zero = false)
    {
        var (width, inner) = (options.HiddenDim, options.DimFeedforward);
        dropout = options.Dropout;
        attention = Child("self_attn", new SelfAttention(width, options.NHeads, dropout));
        var linear1 = Child("linear1", Linear.Xavier(width, inner));
        var linear2 = Child("linear2", Linear.Xavier(inner, width));
        norm1 = Child("norm1", new LayerNorm(width));
        var norm2 = Child("norm2", new LayerNorm(width));
        feedForward = new FeedForward(linear1, linear2, norm2, dropout);
        if (zero)
        {
            ZeroAllButNorms();
        }
    }

    /// <summary>x [b, n, C]; positions of the same shape or null; bias broadcast to [b, heads, n, n].</summary>
    public torch.Tensor Forward(torch.Tensor x, torch.Tensor? positions, torch.Tensor? bias)
    {
        var y = attention.Forward(positions is null ? x : x + positions, x, bias);
        x = norm1.Forward(x + y.Drop(dropout, Training));
        return feedForward.Forward(x, Training);
    }

    private void ZeroAllButNorms()
    {
        using var _ = torch.no_grad();
        foreach (var (name, slot) in Slots())
        {
            if (!name.Contains("norm", StringComparison.Ordinal))
            {
                slot.Value.zero_();
            }
        }
    }
}
