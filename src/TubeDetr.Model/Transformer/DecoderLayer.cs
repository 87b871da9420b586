using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>Temporal self-attention over the frames of a video, time-aligned cross-attention, feed-forward.</summary>
internal sealed class DecoderLayer : Layer
{
    private readonly SelfAttention temporal;
    private readonly AlignedCrossAttention cross;
    private readonly FeedForward feedForward;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm3;
    private readonly double dropout;
    private readonly bool alone;

    public DecoderLayer(TubeDetrOptions options)
    {
        var (width, inner) = (options.HiddenDim, options.DimFeedforward);
        (dropout, alone) = (options.Dropout, options.NoTsa);
        temporal = Child("self_attn", new SelfAttention(width, options.NHeads, dropout));
        cross = Child("cross_attn_image", new AlignedCrossAttention(width, options.NHeads, dropout));
        var linear1 = Child("linear1", Linear.Xavier(width, inner));
        var linear2 = Child("linear2", Linear.Xavier(inner, width));
        norm1 = Child("norm1", new LayerNorm(width));
        norm3 = Child("norm3", new LayerNorm(width));
        feedForward = new FeedForward(linear1, linear2, Child("norm4", new LayerNorm(width)), dropout);
    }

    /// <param name="x">Queries of all frames of each video, [b, t·q, C].</param>
    /// <param name="view">What they look at.</param>
    public DecoderStep Forward(torch.Tensor x, DecoderView view)
    {
        var count = x.shape[0] * x.shape[1] / view.Values.shape[0];
        var (placed, values) = alone ? (Alone(x + view.QueryPositions, count), Alone(x, count)) : (x + view.QueryPositions, x);
        var bias = alone ? null : view.QueryBias;
        torch.Tensor y;
        torch.Tensor? weights = null;
        if (view.WithWeights)
        {
            (y, weights) = temporal.ForwardWithWeights(placed, values, bias);
        }
        else
        {
            y = temporal.Forward(placed, values, bias);
        }

        x = norm1.Forward(x + (alone ? Together(y, x) : y).Drop(dropout, Training));
        var queries = (x + view.QueryPositions).reshape(view.Values.shape[0], -1, x.shape[2]);
        var (z, crossWeights) = cross.Forward(queries, view.Keys, view.Values, view.MemoryBias, view.WithCrossWeights);
        x = norm3.Forward(x + Together(z, x).Drop(dropout, Training));
        return new DecoderStep(feedForward.Forward(x, Training), weights, crossWeights);
    }

    /// <summary>The queries of every frame as a sequence of its own, [b·t, q, C].</summary>
    private static torch.Tensor Alone(torch.Tensor x, long count) => x.reshape(-1, count, x.shape[2]);

    /// <summary>
    /// Back from [b·t, q, C] to [b, t·q, C]. Several queries of a frame, which went in beside each other, come out query after query, and over the whole batch: so the original mixes frames and videos.
    /// </summary>
    private static torch.Tensor Together(torch.Tensor y, torch.Tensor x) => (y.shape[1] == 1 ? y : y.transpose(0, 1)).reshape(x.shape);
}

/// <summary>What all decoder layers look at. f = b·t frames, n memory tokens a frame.</summary>
/// <param name="QueryPositions">[b, t·q, C].</param>
/// <param name="QueryBias">[b, 1, 1, t·q], −∞ at frames that a video does not have; null without such.</param>
/// <param name="Keys">Transposed memory with positions, [f, C, n].</param>
/// <param name="Values">[f, n, C].</param>
/// <param name="MemoryBias">[f, 1, n].</param>
/// <param name="WithWeights">Whether temporal weights are needed.</param>
/// <param name="WithCrossWeights">Whether cross-attention weights are needed.</param>
internal sealed record DecoderView(
    torch.Tensor QueryPositions,
    torch.Tensor? QueryBias,
    torch.Tensor Keys,
    torch.Tensor Values,
    torch.Tensor MemoryBias,
    bool WithWeights,
    bool WithCrossWeights);

/// <summary>What one decoder layer says: queries [b, t·q, C], weights [b, t·q, t·q], cross-attention weights [b·t, q, n].</summary>
internal sealed record DecoderStep(torch.Tensor Queries, torch.Tensor? Weights, torch.Tensor? CrossWeights);
