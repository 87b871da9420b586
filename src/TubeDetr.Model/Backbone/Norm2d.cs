using TorchSharp;
using TubeDetr.Model.Layers;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Backbone;

/// <summary>The norm after a convolution, on [n, channels, h, w].</summary>
internal abstract class Norm2d : Layer
{
    public abstract torch.Tensor Forward(torch.Tensor x);
}

/// <summary>Batch norm whose statistics and affine map are constants (buffers), as DETR trains its ResNets.</summary>
internal sealed class FrozenBatchNorm2d : Norm2d
{
    private readonly StateSlot weight;
    private readonly StateSlot bias;
    private readonly StateSlot mean;
    private readonly StateSlot variance;

    public FrozenBatchNorm2d(long channels)
    {
        weight = Buffer("weight", Initial.Ones(channels));
        bias = Buffer("bias", Initial.Zeros(channels));
        mean = Buffer("running_mean", Initial.Zeros(channels));
        variance = Buffer("running_var", Initial.Ones(channels));
    }

    public override torch.Tensor Forward(torch.Tensor x) =>
        functional.batch_norm(x, mean.Value, variance.Value, weight.Value, bias.Value, training: false, eps: 1e-5);
}

/// <summary>Group norm: independent of the batch, so that a network can be trained from scratch with few frames.</summary>
internal sealed class GroupNorm2d : Norm2d
{
    private readonly StateSlot weight;
    private readonly StateSlot bias;
    private readonly long groups;

    public GroupNorm2d(long channels, long groups = 32)
    {
        weight = Parameter("weight", Initial.Ones(channels));
        bias = Parameter("bias", Initial.Zeros(channels));
        this.groups = groups;
    }

    public override torch.Tensor Forward(torch.Tensor x) => functional.group_norm(x, groups, weight.Value, bias.Value);
}
