using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>The pieces of a layer after its attention; they are registered by the layer itself, so that names stay flat as in the original.</summary>
internal sealed record FeedForward(Linear Linear1, Linear Linear2, LayerNorm Norm, double Dropout)
{
    /// <summary>norm(x + dropout(W₂·dropout(ReLU(W₁x)))).</summary>
    public torch.Tensor Forward(torch.Tensor x, bool training)
    {
        var y = Linear2.Forward(Linear1.Forward(x).relu_().Drop(Dropout, training)).Drop(Dropout, training);
        return Norm.Forward(x + y);
    }
}
