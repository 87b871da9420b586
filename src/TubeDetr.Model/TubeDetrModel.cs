using TorchSharp;
using TubeDetr.Model.Backbone;
using TubeDetr.Model.Heads;
using TubeDetr.Model.Layers;
using TubeDetr.Model.Text;
using TubeDetr.Model.Transformer;
using Parameter = TorchSharp.Modules.Parameter;

namespace TubeDetr.Model;

/// <summary>
/// TubeDETR (Yang et al., CVPR 2022): a video and a sentence to a box a frame and a start and end. Not safe for use by several threads at once.
/// First weights are drawn from the process-wide generator (<c>torch.manual_seed</c>).
/// </summary>
public sealed class TubeDetrModel : Layer, IDisposable
{
    private readonly VideoTextTransformer transformer;
    private readonly Mlp boxes;
    private readonly Embedding queries;
    private readonly PointwiseConv projection;
    private readonly VisualBackbone backbone;
    private readonly Mlp? sted;

    /// <exception cref="ArgumentException">The options do not make a model; the message lists every reason.</exception>
    public TubeDetrModel(TubeDetrOptions options, RobertaConfig text)
    {
        var reasons = options.Validate();
        if (reasons.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', reasons), nameof(options));
        }

        Options = options;
        var width = options.HiddenDim;
        using var scope = torch.NewDisposeScope();
        backbone = new VisualBackbone(options);
        transformer = Child("transformer", new VideoTextTransformer(options, text));
        boxes = Child("bbox_embed", new Mlp(width, width, 4, 3));
        queries = Child("query_embed", new Embedding(Initial.Normal(1, options.NumQueries, width)));
        projection = Child("input_proj", new PointwiseConv(backbone.Channels, width));
        Child("backbone", backbone);
        sted = options.Sted ? Child("sted_embed", new Mlp(width, width, 2, 2, options.StedDropout)) : null;
    }

    public TubeDetrOptions Options { get; }

    internal VideoTextTransformer Transformer => transformer;

    internal VisualBackbone Backbone => backbone;

    /// <summary>The device of the weights.</summary>
    public torch.Device Device => queries.Weight.device;

    /// <summary>The state dict: every parameter and persistent buffer, in PyTorch's order, with the original's names. Tensors are live.</summary>
    public IReadOnlyList<StateEntry> State => [.. Slots().Select(s => new StateEntry(s.Name, s.Slot.Value, s.Slot.IsParameter))];

    /// <summary>Dropout off.</summary>
    public void Eval() => Train(on: false);

    /// <summary>
    /// Puts another parameter in the place of each one, for instance a view into a flat buffer; from then on the model computes with it. The old parameter is
    /// the caller's to dispose of. Shape and type must be equal, and whether it trains stays as it was.
    /// </summary>
    /// <param name="replacement">Full name and present parameter to the new one; returning the present one leaves it.</param>
    public void ReplaceParameters(Func<string, Parameter, Parameter> replacement)
    {
        foreach (var (name, slot) in Slots().Where(s => s.Slot.IsParameter))
        {
            slot.Replace(name, replacement(name, (Parameter)slot.Value));
        }
    }

    /// <summary>Moves all parameters and buffers; call it before an optimiser or a flat buffer holds them.</summary>
    public void To(torch.Device device)
    {
        foreach (var (_, slot) in Slots())
        {
            slot.MoveTo(device);
        }
    }

    /// <summary>
    /// To be called after the weights of an image model (MDETR) were loaded: what only videos have starts anew, the fast branch as if absent and, with
    /// <see cref="TubeDetrOptions.RdInitTsa"/>, temporal attention at random.
    /// </summary>
    public void ResetTemporalParameters() => TemporalReset.Apply(Slots(), Options);

    /// <summary>Encodes and decodes.</summary>
    /// <param name="input">Tensors on the model's device.</param>
    /// <param name="withAttention">Whether to give attention weights even where no loss needs them.</param>
    public ModelOutput Forward(ModelInput input, bool withAttention = false)
    {
        using var scope = torch.NewDisposeScope();
        return Decode(Encode(input), withAttention).MoveToOuterScope();
    }

    /// <summary>Frames and captions to the memory that the decoder looks at.</summary>
    /// <exception cref="ArgumentException">Durations, frames or tokens do not fit each other or the options.</exception>
    public MemoryCache Encode(ModelInput input)
    {
        using var scope = torch.NewDisposeScope();
        var layout = new ClipLayout(input.Durations, Options.Stride);
        var clips = EncodeClips(input, layout);
        var frames = Options.Fast ? EncodeFast(input, layout) : null;
        var frameMask = frames?.Padding ?? FrameMask(clips.Padding, layout);
        var memory = transformer.SpreadOverFrames(clips.Memory, clips.Words, frames, layout);
        var memoryMask = torch.cat([frameMask, layout.Repeat(clips.WordPadding, layout.Frames)], 1);
        return new MemoryCache(
            layout.Durations, clips.Height, clips.Width, memory, layout.ClipsToFrames(clips.Positions), memoryMask,
            transformer.PlaceQueries(queries.Weight, layout), QueryMask(layout), clips.Words).MoveToOuterScope();
    }

    /// <summary>The slow branch: each clip's frame with its caption through the encoder. The caller's scope owns the tensors.</summary>
    internal EncodedClips EncodeClips(ModelInput input, ClipLayout layout)
    {
        var (features, mask) = backbone.Forward(input.Samples, input.Mask);
        var (words, _) = transformer.EncodeText(input.InputIds, input.AttentionMask);
        var wordPadding = input.AttentionMask.ne(Held.One);
        var padding = layout.PadClips(mask.flatten(1), Held.One);
        var visible = padding.clone();
        _ = visible.narrow(1, 0, 1).zero_(); // attention needs something to look at even in padding

        var tokens = torch.cat([layout.PadClips(projection.Forward(features), Held.Zero), layout.Repeat(words, layout.ClipsPerVideo)], 1);
        var positions = layout.PadClips(backbone.Position.Forward(mask), Held.Zero);
        positions = torch.cat([positions, torch.zeros([positions.shape[0], words.shape[1], positions.shape[2]], device: words.device)], 1);
        var memory = transformer.EncodeClips(tokens, positions, torch.cat([visible, layout.Repeat(wordPadding, layout.ClipsPerVideo)], 1));
        return new EncodedClips(mask.shape[1], mask.shape[2], memory, positions, padding, words, wordPadding);
    }

    /// <summary>Memory to boxes, start-end logits and, where needed, attention weights.</summary>
    public ModelOutput Decode(MemoryCache cache, bool withAttention = false)
    {
        using var scope = torch.NewDisposeScope();
        var view = new DecoderView(
            cache.Queries,
            cache.QueryMask is { } hidden && cache.Durations.Distinct().Skip(1).Any() ? Attention.Bias(hidden).unsqueeze(1).unsqueeze(1) : null,
            (cache.Memory + cache.Positions).transpose(1, 2),
            cache.Memory,
            Attention.Bias(cache.Mask).unsqueeze(1),
            WithWeights: withAttention || Options.GuidedAttn,
            WithCrossWeights: withAttention);
        var (hs, steps) = transformer.Decode(view);
        var coordinates = boxes.Forward(hs.flatten(1, 2)).sigmoid().unbind();
        var logits = sted?.Forward(hs).unbind();
        var layers = coordinates.Select((box, i) =>
        {
            var step = steps[steps.Count - coordinates.Length + i];
            return new ModelOutput(box, logits?[i], step.Weights, step.CrossWeights, []);
        }).ToList();
        return (layers[^1] with { Auxiliary = layers[..^1] }).MoveToOuterScope();
    }

    /// <summary>Frees the parameters and buffers.</summary>
    public void Dispose()
    {
        foreach (var (_, slot) in Slots())
        {
            slot.Value.Dispose();
        }
    }

    /// <summary>All frames through the backbone, which they do not train, and the projection, which they do.</summary>
    private FastFrames EncodeFast(ModelInput input, ClipLayout layout)
    {
        if (input.SamplesFast is null || input.MaskFast is null)
        {
            throw new ArgumentException("The fast branch needs all frames: give SamplesFast and MaskFast, or switch fast off.", nameof(input));
        }

        torch.Tensor features, mask;
        using (torch.no_grad())
        {
            (features, mask) = backbone.Forward(input.SamplesFast, input.MaskFast);
        }

        var padding = layout.PadFrames(mask.flatten(1), Held.One);
        _ = padding.narrow(1, 0, 1).zero_();
        return new FastFrames(layout.PadFrames(projection.Forward(features), Held.Zero), padding);
    }

    /// <summary>Padding of every frame where only the first of each clip was seen.</summary>
    private static torch.Tensor FrameMask(torch.Tensor clipMask, ClipLayout layout)
    {
        var mask = layout.ClipsToFrames(clipMask).logical_or(layout.Beyond(clipMask.device).view(-1, 1));
        _ = mask.narrow(1, 0, 1).zero_();
        return mask;
    }

    private torch.Tensor? QueryMask(ClipLayout layout)
    {
        if (Options.Stride == 0)
        {
            return null;
        }

        var count = Options.NumQueries;
        return torch.tensor(
            [.. layout.Durations.SelectMany(d => Enumerable.Range(0, count * layout.Frames).Select(i => i >= d * count))],
            device: Device).view(layout.Videos, -1);
    }
}
