using TorchSharp;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Layers;

/// <summary>Square convolution without bias that keeps the size at stride 1; name <c>weight</c> [outputs, inputs / groups, k, k].</summary>
internal sealed class Conv2d : Layer
{
    private readonly StateSlot weight;
    private readonly long[] strides;
    private readonly long[] padding;
    private readonly long[] dilations;
    private readonly long groups;

    public Conv2d(long inputs, long outputs, long kernel, long stride = 1, long dilation = 1, long groups = 1)
    {
        this.groups = groups;
        weight = Parameter("weight", Initial.KaimingFanOut(outputs, inputs / groups, kernel));
        strides = [stride, stride];
        padding = [dilation * (kernel / 2), dilation * (kernel / 2)];
        dilations = [dilation, dilation];
    }

    public torch.Tensor Forward(torch.Tensor x) => functional.conv2d(x, weight.Value, null, strides, padding, dilations, groups);
}
