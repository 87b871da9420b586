namespace TubeDetr.Model;

/// <summary>The sentences of <see cref="TubeDetrOptions.Validate"/>.</summary>
internal static class OptionsCheck
{
    public static IReadOnlyList<string> Of(TubeDetrOptions o) => [.. Ranges(o), .. Combinations(o)];

    private static IEnumerable<string> Ranges(TubeDetrOptions o)
    {
        if (o.Backbone.StartsWith("timm_", StringComparison.Ordinal))
        {
            yield return $"backbone '{o.Backbone}': networks of the timm library are not built; choose one of {string.Join(", ", TubeDetrOptions.Backbones)}.";
        }
        else if (!TubeDetrOptions.Backbones.Contains(o.Backbone, StringComparer.Ordinal))
        {
            yield return $"backbone '{o.Backbone}' is not known; choose one of {string.Join(", ", TubeDetrOptions.Backbones)}.";
        }

        if (o.PositionEmbedding is not ("sine" or "learned"))
        {
            yield return $"position_embedding '{o.PositionEmbedding}' is not known; choose sine or learned.";
        }

        if (!TubeDetrOptions.FastModes.Contains(o.FastMode, StringComparer.Ordinal))
        {
            yield return $"fast_mode '{o.FastMode}' is not known; leave it empty or choose gating, transformer, pool or noslow.";
        }

        (string Name, int Value, int Least)[] whole =
        [
            ("hidden_dim", o.HiddenDim, 4), ("nheads", o.NHeads, 1), ("enc_layers", o.EncLayers, 0), ("dec_layers", o.DecLayers, 1),
            ("dim_feedforward", o.DimFeedforward, 1), ("num_queries", o.NumQueries, 1), ("video_max_len_train", o.VideoMaxLen, 1), ("stride", o.Stride, 0),
        ];
        foreach (var (name, value, least) in whole.Where(x => x.Value < x.Least))
        {
            yield return $"{name} is {value} but must be at least {least}.";
        }

        (string Name, double Value)[] dropouts = [("dropout", o.Dropout), ("resizer_dropout", o.ResizerDropout), ("sted_dropout", o.StedDropout)];
        foreach (var (name, value) in dropouts.Where(x => x.Value is not (>= 0 and < 1)))
        {
            yield return $"{name} is {value} but must be at least 0 and less than 1.";
        }

        if (o.Sigma is not (> 0 and < double.PositiveInfinity))
        {
            yield return $"sigma is {o.Sigma} but must be greater than 0.";
        }
    }

    private static IEnumerable<string> Combinations(TubeDetrOptions o)
    {
        if (o.NHeads > 0 && (o.HiddenDim % o.NHeads != 0 || o.HiddenDim % 4 != 0))
        {
            yield return $"hidden_dim {o.HiddenDim} must be a multiple of nheads ({o.NHeads}) and of 4.";
        }

        if (o.Dilation && o.Backbone is "resnet18" or "resnet34" or "resnet18-gn" or "resnet34-gn" or "tiny-gn")
        {
            yield return $"dilation needs a bottleneck ResNet (resnet50, resnet101, …), not {o.Backbone}.";
        }

        if (o.Stride == 0 && o.Fast)
        {
            yield return "stride 0 already encodes every frame with the text, so there is no fast branch: switch fast off, or choose a stride of 1 or more.";
        }

        if (!o.PassPosAndQuery)
        {
            yield return "pass_pos_and_query cannot be switched off: the time-aligned cross-attention needs the positions.";
        }

        if (o.GuidedAttn && !o.Sted)
        {
            yield return "the guided attention loss needs the start-end head: switch guided_attn off as well, or leave sted on.";
        }
    }
}
