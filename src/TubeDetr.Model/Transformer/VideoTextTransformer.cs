using TorchSharp;
using TubeDetr.Model.Layers;
using TubeDetr.Model.Text;

namespace TubeDetr.Model.Transformer;

/// <summary>The original's <c>transformer</c>: video-text encoder, space-time decoder, time encoding, fast branch and text encoder.</summary>
internal sealed class VideoTextTransformer : Layer
{
    private readonly TubeDetrOptions options;
    private readonly Encoder encoder;
    private readonly Decoder decoder;
    private readonly TimeEmbedding? time;
    private readonly FastBranch? fast;
    private readonly RobertaEncoder text;
    private readonly FeatureResizer resizer;

    public VideoTextTransformer(TubeDetrOptions options, RobertaConfig config)
    {
        this.options = options;
        encoder = Child("encoder", new Encoder(Enumerable.Range(0, options.EncLayers).Select(_ => new EncoderLayer(options))));
        decoder = Child("decoder", new Decoder(options));
        time = options.NoTimeEmbed ? null : Child("time_embed", TimeEncoding(options));
        fast = options.Fast ? MakeFastBranch() : null;
        text = Child("text_encoder", new RobertaEncoder(config, options.FreezeTextEncoder));
        resizer = Child("resizer", new FeatureResizer(config.HiddenSize, options.HiddenDim, options.ResizerDropout));
    }

    /// <summary>Captions [b, L] as words [b, L, C], and what the text encoder said [b, L, hidden].</summary>
    public (torch.Tensor Words, torch.Tensor Hidden) EncodeText(torch.Tensor ids, torch.Tensor attentionMask)
    {
        var hidden = text.Forward(ids, attentionMask);
        return (resizer.Forward(hidden), hidden);
    }

    /// <summary>Clips with their caption, [clips, h·w + L, C]; <c>noslow</c> leaves them as they are.</summary>
    public torch.Tensor EncodeClips(torch.Tensor tokens, torch.Tensor positions, torch.Tensor padding) =>
        options.FastMode is "noslow" ? tokens : encoder.Forward(tokens, positions, Attention.Bias(padding).unsqueeze(1).unsqueeze(1));

    /// <summary>Memory of all frames [f, h·w + L, C] of the memory of the clips and, where there is a fast branch, of every frame's features.</summary>
    public torch.Tensor SpreadOverFrames(torch.Tensor clips, torch.Tensor words, FastFrames? frames, ClipLayout layout)
    {
        var memory = layout.ClipsToFrames(clips);
        if (fast is null || frames is null)
        {
            return memory;
        }

        var places = frames.Features.shape[1];
        var encoded = fast.Encode(frames.Features, frames.Padding, time?.Forward(layout.Frames), layout);
        if (options.FastMode is "noslow")
        {
            return torch.cat([encoded, layout.Repeat(words, layout.Frames)], 1); // nothing of the clips, so that the backbone has no gradient rather than one of zeros
        }

        var parts = memory.split([places, memory.shape[1] - places], 1);
        return torch.cat([fast.Join(parts[0], encoded), parts[1]], 1);
    }

    /// <summary>
    /// Object queries with time, [b, q·t, C]: query after query, each over all frames. The decoder reads the same rows frame after frame; with more than one
    /// query that mixes them, as in the original.
    /// </summary>
    public torch.Tensor PlaceQueries(torch.Tensor queries, ClipLayout layout)
    {
        var count = queries.shape[0];
        var placed = queries.unsqueeze(1).expand(count, layout.Frames, -1);
        if (time is not null)
        {
            placed = placed + time.Forward(layout.Frames);
        }

        return placed.reshape(1, count * layout.Frames, -1).expand(layout.Videos, -1, -1);
    }

    public (torch.Tensor Queries, IReadOnlyList<DecoderStep> Steps) Decode(DecoderView view) => decoder.Forward(view, options.AuxLoss);

    private static TimeEmbedding TimeEncoding(TubeDetrOptions options) => options.LearnTimeEmbed
        ? new LearnedTimeEmbedding(options.VideoMaxLen, options.HiddenDim)
        : new SineTimeEmbedding(options.VideoMaxLen, options.HiddenDim);

    private FastBranch MakeFastBranch()
    {
        var width = options.HiddenDim;
        switch (options.FastMode)
        {
            case "gating":
                return new GatingFastBranch(Child("fast_encoder", Linear.Zero(width, width)));
            case "transformer":
                var temporal = Child("fast_encoder", new Encoder([new EncoderLayer(options, zero: true)], new LayerNorm(width)));
                return new TemporalFastBranch(temporal, Child("fast_residual", Linear.Zero(width, width)));
            default:
                var linear = Child("fast_encoder", new Linear(width, width));
                var residual = Child("fast_residual", Linear.Zero(width, width));
                return options.FastMode switch
                {
                    "pool" => new PooledFastBranch(linear, residual),
                    "noslow" => new ReplacingFastBranch(linear, residual),
                    _ => new LinearFastBranch(linear, residual),
                };
        }
    }
}

/// <summary>What the fast branch sees.</summary>
/// <param name="Features">Projected features of all frames, [f, h·w, C].</param>
/// <param name="Padding">True = padding, bool [f, h·w].</param>
internal sealed record FastFrames(torch.Tensor Features, torch.Tensor Padding);
