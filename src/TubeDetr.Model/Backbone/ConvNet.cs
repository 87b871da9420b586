using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Backbone;

/// <summary>Frames [n, 3, H, W] to one feature map [n, <see cref="Channels"/>, h, w].</summary>
internal abstract class ConvNet : Layer
{
    public abstract long Channels { get; }

    public abstract torch.Tensor Forward(torch.Tensor frames);

    /// <summary>Freezes what DETR's recipe freezes in this network while it is being fine-tuned.</summary>
    public abstract void FreezeStem();

    public void FreezeAll() => Freeze();

    /// <summary>The network of this name; see <see cref="TubeDetrOptions.Backbones"/>.</summary>
    public static ConvNet Named(string name, bool dilation) => name is "tiny-gn" ? new TinyNet() : new ResNet(name, dilation);
}
