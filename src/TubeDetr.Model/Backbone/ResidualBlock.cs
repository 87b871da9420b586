using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Backbone;

/// <summary>x ↦ ReLU(F(x) + shortcut(x)).</summary>
internal abstract class ResidualBlock : Layer
{
    private Shortcut? downsample;

    public torch.Tensor Forward(torch.Tensor x) =>
        Residual(x).add_(downsample is null ? x : downsample.Forward(x)).relu_();

    protected abstract torch.Tensor Residual(torch.Tensor x);

    /// <summary>Registers the projection of the shortcut where the shape changes; call it last.</summary>
    protected void ProjectShortcut(long inputs, long outputs, long stride, Func<long, Norm2d> norm)
    {
        if (stride != 1 || inputs != outputs)
        {
            downsample = Child("downsample", new Shortcut(inputs, outputs, stride, norm));
        }
    }

    private sealed class Shortcut : Layer
    {
        private readonly Conv2d conv;
        private readonly Norm2d norm;

        public Shortcut(long inputs, long outputs, long stride, Func<long, Norm2d> norm)
        {
            conv = Child("0", new Conv2d(inputs, outputs, kernel: 1, stride));
            this.norm = Child("1", norm(outputs));
        }

        public torch.Tensor Forward(torch.Tensor x) => norm.Forward(conv.Forward(x));
    }
}

/// <summary>Two 3×3 convolutions (ResNet-18, ResNet-34).</summary>
internal sealed class BasicBlock : ResidualBlock
{
    private readonly Conv2d conv1;
    private readonly Norm2d bn1;
    private readonly Conv2d conv2;
    private readonly Norm2d bn2;

    public BasicBlock(long inputs, long outputs, long stride, Func<long, Norm2d> norm)
    {
        conv1 = Child("conv1", new Conv2d(inputs, outputs, kernel: 3, stride));
        bn1 = Child("bn1", norm(outputs));
        conv2 = Child("conv2", new Conv2d(outputs, outputs, kernel: 3));
        bn2 = Child("bn2", norm(outputs));
        ProjectShortcut(inputs, outputs, stride, norm);
    }

    protected override torch.Tensor Residual(torch.Tensor x) =>
        bn2.Forward(conv2.Forward(bn1.Forward(conv1.Forward(x)).relu_()));
}

/// <summary>1×1, 3×3, 1×1 convolutions with a fourfold expansion (ResNet-50 and deeper, ResNeXt, wide ResNets).</summary>
internal sealed class Bottleneck : ResidualBlock
{
    public const long Expansion = 4;

    private readonly Conv2d conv1;
    private readonly Norm2d bn1;
    private readonly Conv2d conv2;
    private readonly Norm2d bn2;
    private readonly Conv2d conv3;
    private readonly Norm2d bn3;

    public Bottleneck(long inputs, long planes, (long Groups, long WidthOf64) inner, long stride, long dilation, Func<long, Norm2d> norm)
    {
        var width = planes * inner.WidthOf64 / 64 * inner.Groups;
        conv1 = Child("conv1", new Conv2d(inputs, width, kernel: 1));
        bn1 = Child("bn1", norm(width));
        conv2 = Child("conv2", new Conv2d(width, width, kernel: 3, stride, dilation, inner.Groups));
        bn2 = Child("bn2", norm(width));
        conv3 = Child("conv3", new Conv2d(width, planes * Expansion, kernel: 1));
        bn3 = Child("bn3", norm(planes * Expansion));
        ProjectShortcut(inputs, planes * Expansion, stride, norm);
    }

    protected override torch.Tensor Residual(torch.Tensor x)
    {
        var y = bn1.Forward(conv1.Forward(x)).relu_();
        y = bn2.Forward(conv2.Forward(y)).relu_();
        return bn3.Forward(conv3.Forward(y));
    }
}
