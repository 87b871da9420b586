using TorchSharp;
using TubeDetr.Model.Layers;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Backbone;

/// <summary>The convolutional network (<c>0.body</c>) and the position embedding (<c>1</c>) of the original's backbone.</summary>
internal sealed class VisualBackbone : Layer
{
    /// <summary>Frames at a time where no gradient is kept: more gain no speed and cost much memory.</summary>
    private const long Chunk = 32;

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
        var features = torch.is_grad_enabled() || frames.shape[0] <= Chunk ? body.Net.Forward(frames) : InChunks(frames);
        var size = features.shape;
        var small = functional.interpolate(mask.unsqueeze(0).to(torch.float32), [size[2], size[3]]);
        return (features, small.squeeze(0).to(torch.@bool));
    }

    private torch.Tensor InChunks(torch.Tensor frames)
    {
        using var scope = torch.NewDisposeScope();
        var parts = new List<torch.Tensor>();
        foreach (var part in frames.split(Chunk))
        {
            using var inner = torch.NewDisposeScope();
            parts.Add(body.Net.Forward(part).MoveToOuterDisposeScope());
        }

        return torch.cat(parts).MoveToOuterDisposeScope();
    }

    private sealed class Body : Layer
    {
        public Body(ConvNet net) => Net = Child("body", net);

        public ConvNet Net { get; }
    }
}
