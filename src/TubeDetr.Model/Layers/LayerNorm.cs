using TorchSharp;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Layers;

/// <summary>Layer norm over the last dimension.</summary>
internal sealed class LayerNorm : Layer
{
    private readonly StateSlot weight;
    private readonly StateSlot bias;
    private readonly long[] shape;
    private readonly double epsilon;

    public LayerNorm(long width, double epsilon = 1e-5)
    {
        weight = Parameter("weight", Initial.Ones(width));
        bias = Parameter("bias", Initial.Zeros(width));
        shape = [width];
        this.epsilon = epsilon;
    }

    public torch.Tensor Forward(torch.Tensor x) => functional.layer_norm(x, shape, weight.Value, bias.Value, epsilon);
}
