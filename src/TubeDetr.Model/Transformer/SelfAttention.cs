using TorchSharp;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Transformer;

/// <summary>Tokens of one sequence look at each other; positions are part of queries and keys, not of values.</summary>
internal sealed class SelfAttention(int width, int heads, double dropout) : MultiHeadAttention(width, heads, dropout)
{
    /// <summary>Attention without its weights.</summary>
    /// <param name="placed">Tokens with their positions [b, n, C].</param>
    /// <param name="values">Tokens [b, n, C].</param>
    /// <param name="bias">Float, broadcast to [b, heads, n, n], −∞ where not to look; null looks everywhere.</param>
    public torch.Tensor Forward(torch.Tensor placed, torch.Tensor values, torch.Tensor? bias)
    {
        var (q, k, v) = Heads3(placed, values);
        var y = Attention.Of(q, k, v, bias, Scale, ActiveDropout);
        return Project(y.transpose(1, 2).flatten(2));
    }

    /// <summary>The same with the weights that were used, dropout included, averaged over the heads: [b, n, n].</summary>
    public (torch.Tensor Output, torch.Tensor Weights) ForwardWithWeights(torch.Tensor placed, torch.Tensor values, torch.Tensor? bias)
    {
        var (q, k, v) = Heads3(placed, values);
        var (y, weights) = Attention.WithWeights(q, k, v, bias, Scale, ActiveDropout);
        return (Project(y.transpose(1, 2).flatten(2)), weights.mean([1]));
    }

    private (torch.Tensor Q, torch.Tensor K, torch.Tensor V) Heads3(torch.Tensor placed, torch.Tensor values)
    {
        var (weights, biases) = Cut(2L * Width, Width);
        var qk = functional.linear(placed, weights[0], biases[0]).split([Width, Width], 2);
        var v = functional.linear(values, weights[1], biases[1]);
        return (Split(qk[0]), Split(qk[1]), Split(v));
    }
}
