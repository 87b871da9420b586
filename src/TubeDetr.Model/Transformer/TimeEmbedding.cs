using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>When a frame is, as a vector.</summary>
internal abstract class TimeEmbedding : Layer
{
    /// <summary>Vectors of the first frames, [frames, C].</summary>
    public torch.Tensor Forward(int frames)
    {
        var rows = Table;
        if (frames > rows.shape[0])
        {
            throw new ArgumentException(
                $"A video of {frames} frames is longer than video_max_len_train ({rows.shape[0]}): raise it, or divide the video into clips.", nameof(frames));
        }

        return rows.narrow(0, 0, frames);
    }

    protected abstract torch.Tensor Table { get; }
}

/// <summary>Sines and cosines in turn; a buffer <c>te</c> [longest, 1, C].</summary>
internal sealed class SineTimeEmbedding : TimeEmbedding
{
    private readonly StateSlot te;

    public SineTimeEmbedding(int longest, int width) => te = Buffer("te", Waves(longest, width));

    protected override torch.Tensor Table => te.Value.squeeze(1);

    private static torch.Tensor Waves(int longest, int width)
    {
        using var scope = torch.NewDisposeScope();
        var position = torch.arange(longest, torch.int64).unsqueeze(1);
        var frequency = (torch.arange(0, width, 2, torch.int64) * (-Math.Log(10000.0) / width)).exp();
        var angle = position * frequency;
        return torch.stack([angle.sin(), angle.cos()], 2).view(longest, 1, width).MoveToOuterDisposeScope();
    }
}

/// <summary>A learned vector for each frame; <c>time_embed.weight</c> [longest, C].</summary>
internal sealed class LearnedTimeEmbedding : TimeEmbedding
{
    private readonly Embedding table;

    public LearnedTimeEmbedding(int longest, int width) => table = Child("time_embed", new Embedding(Initial.Uniform(0, 1, longest, width)));

    protected override torch.Tensor Table => table.Weight;
}
