using TorchSharp;
using TubeDetr.Model.Layers;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Backbone;

/// <summary>The convolutional network (<c>0.body</c>) and the position embedding (<c>1</c>) of the original's backbone.</summary>
internal sealed class VisualBackbone : Layer
{
    private readonly Body body;

    public VisualBackbone(TubeDetrOptions options)
    {
        body = Child("0", new Body(ConvNet.Named(options.Backbone, options.Dilation)));
        Position = Child("1", Backbone.PositionEmbedding.Named(options.PositionEmbedding, options.HiddenDim / 2));
        if (options.TrainBackbone)
        {
            body.Net.FreezeStem();
        }
        else
        {
            body.Net.FreezeAll();
        }

        if (options.FreezeBackbone)
        {
            Freeze();
        }
    }

    public long Channels => body.Net.Channels;

    public PositionEmbedding Position { get; }

    /// <summary>Frames [n, 3, H, W] and their padding [n, H, W] to features [n, channels, h, w] and padding [n, h, w].</summary>
    public (torch.Tensor Features, torch.Tensor Mask) Forward(torch.Tensor frames, torch.Tensor mask)
    {
        var features = body.Net.Forward(frames);
        var size = features.shape;
        var small = functional.interpolate(mask.unsqueeze(0).to(torch.float32), [size[2], size[3]]);
        return (features, small.squeeze(0).to(torch.@bool));
    }

    private sealed class Body : Layer
    {
        public Body(ConvNet net) => Net = Child("body", net);

        public ConvNet Net { get; }
    }
}
