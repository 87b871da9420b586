using TorchSharp;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Layers;

/// <summary>A 1×1 convolution, computed as a matrix product so that its result is already a list of tokens; <c>weight</c> [outputs, inputs, 1, 1] and <c>bias</c>.</summary>
internal sealed class PointwiseConv : Layer
{
    private readonly StateSlot weight;
    private readonly StateSlot bias;
    private readonly long outputs;
    private readonly long inputs;

    public PointwiseConv(long inputs, long outputs)
    {
        weight = Parameter("weight", Initial.FanIn(inputs, outputs, inputs, 1, 1));
        bias = Parameter("bias", Initial.FanIn(inputs, outputs));
        (this.inputs, this.outputs) = (inputs, outputs);
    }

    /// <summary>Feature maps [n, inputs, h, w] to tokens [n, h·w, outputs].</summary>
    public torch.Tensor Forward(torch.Tensor features) =>
        functional.linear(features.flatten(2).transpose(1, 2), weight.Value.view(outputs, inputs), bias.Value);
}
