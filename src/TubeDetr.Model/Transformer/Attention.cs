using TorchSharp;
using TubeDetr.Model.Layers;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Transformer;

/// <summary>What every kind of attention here shares.</summary>
internal static class Attention
{
    /// <summary>Padding (true = look away) to a float bias of the same shape: −∞ there, 0 elsewhere.</summary>
    public static torch.Tensor Bias(torch.Tensor padding) =>
        torch.zeros(padding.shape, torch.float32, padding.device).masked_fill_(padding, Held.NegativeInfinity);

    /// <summary>softmax(q·kᵀ/√d + bias)·v with dropout on the weights. One fused operation where nothing is dropped.</summary>
    /// <param name="q">[b, heads, n, d], likewise the keys and values.</param>
    /// <param name="k">[b, heads, m, d].</param>
    /// <param name="v">[b, heads, m, d].</param>
    /// <param name="bias">Float, broadcast to [b, heads, n, m]; null for none.</param>
    /// <param name="scale">1/√d.</param>
    /// <param name="dropout">Probability, 0 when not training.</param>
    public static torch.Tensor Of(torch.Tensor q, torch.Tensor k, torch.Tensor v, torch.Tensor? bias, Scalar scale, double dropout) =>
        dropout > 0 ? WithWeights(q, k, v, bias, scale, dropout).Output : functional.scaled_dot_product_attention(q, k, v, bias);

    /// <summary>The same with the weights as they were used, dropout included, [b, heads, n, m].</summary>
    public static (torch.Tensor Output, torch.Tensor Weights) WithWeights(
        torch.Tensor q, torch.Tensor k, torch.Tensor v, torch.Tensor? bias, Scalar scale, double dropout)
    {
        var scores = torch.matmul(q * scale, k.transpose(2, 3));
        var weights = (bias is null ? scores : scores.add_(bias)).softmax(3).Drop(dropout, training: true);
        return (torch.matmul(weights, v), weights);
    }
}
