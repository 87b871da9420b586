using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Model.Transformer;

namespace TubeDetr.Parity.Forward;

/// <summary>Our side of a forward case, under the case's names and in the original's layout, in which sequences come first.</summary>
internal sealed class ForwardStages(TubeDetrModel model, ModelInput input)
{
    private readonly ClipLayout layout = new(input.Durations, model.Options.Stride);

    public MemoryCache Cache { get; } = model.Encode(input);

    public ModelOutput Output => field ??= model.Decode(Cache, withAttention: true);

    /// <summary>Everything that a case of this kind may hold, as far as the options make it.</summary>
    public IEnumerable<(string Name, torch.Tensor Tensor)> All() =>
    [
        .. Backbone("stage.backbone", input.Samples, input.Mask),
        .. input.SamplesFast is { } frames && input.MaskFast is { } mask && model.Options.Fast ? Backbone("stage.backbone_fast", frames, mask) : [],
        .. Encoding(),
        .. Memory(),
        .. Heads("out", Output),
        .. Output.Auxiliary.SelectMany((layer, i) => Heads($"out.aux.{i}", layer)),
    ];

    private IEnumerable<(string Name, torch.Tensor Tensor)> Backbone(string stage, torch.Tensor frames, torch.Tensor padding)
    {
        var (features, mask) = model.Backbone.Forward(frames, padding);
        yield return ($"{stage}.feat", features);
        yield return ($"{stage}.mask", mask);
        var positions = model.Backbone.Position.Forward(mask).transpose(1, 2);
        yield return ($"{stage}.pos", positions.reshape(positions.shape[0], positions.shape[1], mask.shape[1], mask.shape[2]));
    }

    private IEnumerable<(string Name, torch.Tensor Tensor)> Encoding()
    {
        var (words, hidden) = model.Transformer.EncodeText(input.InputIds, input.AttentionMask);
        yield return ("stage.text.last_hidden_state", hidden);
        yield return ("stage.text.resized", words.transpose(0, 1));
        yield return ("stage.encoder.out", model.EncodeClips(input, layout).Memory.transpose(0, 1));
    }

    private IEnumerable<(string Name, torch.Tensor Tensor)> Memory()
    {
        var words = (int)Cache.Words.shape[1];
        yield return ("cache.img_memory", Cache.Memory.transpose(0, 1));
        yield return ("cache.text_memory", Cache.Memory[.., ^words..].transpose(0, 1));
        yield return ("cache.pos_embed", Cache.Positions.transpose(0, 1));
        yield return ("cache.mask", Cache.Mask);
        yield return ("cache.query_embed", Cache.Queries.transpose(0, 1));
        yield return ("cache.text_memory_resized", layout.Repeat(Cache.Words, layout.ClipsPerVideo).transpose(0, 1));
        yield return ("cache.text_attention_mask", layout.Repeat(input.AttentionMask.ne(1), layout.ClipsPerVideo));
        if (Cache.QueryMask is { } mask)
        {
            yield return ("cache.query_mask", mask);
        }
    }

    private static IEnumerable<(string Name, torch.Tensor Tensor)> Heads(string prefix, ModelOutput output)
    {
        (string Name, torch.Tensor? Tensor)[] parts =
            [("pred_boxes", output.PredBoxes), ("pred_sted", output.PredSted), ("weights", output.Weights), ("ca_weights", output.CrossAttention)];
        return parts.Where(part => part.Tensor is not null).Select(part => ($"{prefix}.{part.Name}", part.Tensor!));
    }
}
