using TubeDetr.Data.Transforms;

namespace TubeDetr.Training.Options;

/// <summary>Rules between options: combinations in which the original crashes or silently does something else are refused before training starts.</summary>
internal static class OptionRules
{
    public static IEnumerable<string> Violations(TrainingOptions options) =>
        from rule in Rules(options)
        where rule.Broken
        select rule.Sentence;

    private static IEnumerable<(bool Broken, string Sentence)> Rules(TrainingOptions o) =>
    [
        (!o.Eval && o.StartEpoch >= o.Epochs, $"start_epoch: {o.StartEpoch} leaves nothing to train of {o.Epochs} epochs; it counts from 0"),
        (o.ResetTemporal && o.Load.Length == 0, "reset_temporal: without load there are no weights to reset"),
        (!ResolutionTable.Known.Contains(o.Resolution), $"resolution: there are no sizes for {o.Resolution}; choose one of {string.Join(", ", ResolutionTable.Known)}"),
        (o.HiddenDim % o.Nheads != 0, $"hidden_dim: {o.HiddenDim} cannot be shared by {o.Nheads} heads; choose a multiple of nheads"),
        (o.HiddenDim % 4 != 0, $"hidden_dim: {o.HiddenDim} is not a multiple of 4, which the position encodings need"),
        (!o.Sted && o.GuidedAttn, "sted: without it the guided attention loss has no moment to guide to; set guided_attn to false as well"),
        (o.Stride == 0 && o.Fast && o.FastMode.Length == 0, "stride: 0 sends all frames through the slow branch and leaves none for the fast one; set fast to false as well"),
        (o.Stride == 0 && o.FastMode.Length > 0, $"fast_mode: \"{o.FastMode}\" needs a stride above 0"),
        (o.Dilation && o.Backbone is "resnet18" or "resnet34" or "resnet18-gn" or "resnet34-gn" or "tiny-gn", $"dilation: {o.Backbone} has no bottleneck blocks to dilate; choose resnet50 or resnet101"),
        (o.NoTimeEmbed && o.FastMode is "transformer", "no_time_embed: fast_mode transformer needs the time encodings"),
        (o.NoTsa && o.GuidedAttn && o.NumQueries > 1, "no_tsa: with several queries a frame there is no attention over time to guide; set guided_attn to false as well"),
        (o.VideoMaxLenTrain > o.VideoMaxLen, $"video_max_len_train: {o.VideoMaxLenTrain} is above video_max_len {o.VideoMaxLen}; no video has so many frames"),
        (o.VideoMaxLenTrain != o.VideoMaxLen && o.Stride > 0 && o.VideoMaxLenTrain % o.Stride != 0, $"video_max_len_train: {o.VideoMaxLenTrain} is not a multiple of stride {o.Stride}, so videos cannot be divided into clips for evaluation"),
        (Lacks(o, "vidstg", o.VidstgVidPath, o.VidstgAnnPath), Where("vidstg")),
        (Lacks(o, "hcstvg", o.HcstvgVidPath, o.HcstvgAnnPath), Where("hcstvg")),
        (!o.Eval && o.CombineDatasets.Count == 0, "combine_datasets: names no data set to train on"),
        (o.CombineDatasetsVal.Count == 0, "combine_datasets_val: names no data set to evaluate on"),
    ];

    private static bool Lacks(TrainingOptions o, string dataset, params string[] paths) =>
        o.DatasetConfig.Length == 0
        && (o.Eval ? o.CombineDatasetsVal : o.CombineDatasets.Concat(o.CombineDatasetsVal)).Contains(dataset, StringComparer.Ordinal)
        && paths.Append(o.TextEncoderPath).Any(path => path.Length == 0);

    private static string Where(string dataset) =>
        $"dataset_config: is needed, or {dataset}_vid_path, {dataset}_ann_path and text_encoder_path: they say where videos, annotations and the text encoder lie";
}
