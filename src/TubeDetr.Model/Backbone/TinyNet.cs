using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Backbone;

/// <summary>
/// <c>tiny-gn</c>, an addition to the original for laptops and tests: a residual network of total stride 8 and 32 output channels with
/// group norm, 0.03 M weights. It learns from scratch.
/// </summary>
internal sealed class TinyNet : ConvNet
{
    private const long Groups = 8;

    private readonly Conv2d conv1;
    private readonly Norm2d bn1;
    private readonly LayerList<ResidualBlock> layer1;
    private readonly LayerList<ResidualBlock> layer2;

    public TinyNet()
    {
        conv1 = Child("conv1", new Conv2d(3, 16, kernel: 3, stride: 2));
        bn1 = Child("bn1", new GroupNorm2d(16, Groups));
        layer1 = Child("layer1", new LayerList<ResidualBlock>([new BasicBlock(16, 32, stride: 2, Norm)]));
        layer2 = Child("layer2", new LayerList<ResidualBlock>([new BasicBlock(32, 32, stride: 2, Norm)]));
    }

    public override long Channels => 32;

    public override torch.Tensor Forward(torch.Tensor frames)
    {
        var x = bn1.Forward(conv1.Forward(frames)).relu_();
        return layer2[0].Forward(layer1[0].Forward(x));
    }

    public override void FreezeStem()
    {
    }

    private static GroupNorm2d Norm(long channels) => new(channels, Groups);
}
