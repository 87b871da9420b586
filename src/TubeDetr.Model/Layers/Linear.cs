using TorchSharp;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Layers;

/// <summary>y = x·Wᵀ + b; names <c>weight</c> [outputs, inputs] and <c>bias</c> [outputs].</summary>
internal sealed class Linear : Layer
{
    private readonly StateSlot weight;
    private readonly StateSlot bias;

    public Linear(long inputs, long outputs)
        : this(Initial.FanIn(inputs, outputs, inputs), Initial.FanIn(inputs, outputs))
    {
    }

    public Linear(torch.Tensor weight, torch.Tensor bias)
    {
        this.weight = Parameter("weight", weight);
        this.bias = Parameter("bias", bias);
    }

    /// <summary>Xavier weights with PyTorch's default bias: what the original's transformer has after its reset.</summary>
    public static Linear Xavier(long inputs, long outputs) => new(Initial.Xavier(outputs, inputs), Initial.FanIn(inputs, outputs));

    public static Linear Zero(long inputs, long outputs) => new(Initial.Zeros(outputs, inputs), Initial.Zeros(outputs));

    public torch.Tensor Forward(torch.Tensor x) => functional.linear(x, weight.Value, bias.Value);
}
