using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.Text;
using TubeDetr.Parity.Datasets;
using TubeDetr.Parity.Training;

namespace TubeDetr.Parity.Checks;

/// <summary><c>collate</c>: batches of whole and of divided clips.</summary>
public sealed class CollateCheck : ParityCheck
{
    /// <inheritdoc/>
    public override string Prefix => "collate";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var tensors = new TensorLedger(golden);
        Clip[] clips = [.. golden.Json.GetProperty("inputs").EnumerateArray().Select((input, i) => ClipOf(input, new GoldenPixels(tensors[$"clip{i}"].permute(1, 0, 2, 3))))];
        foreach (var (i, expected) in golden.Json.GetProperty("results").EnumerateArray().Index())
        {
            var collator = new ClipCollator(AnyTokens, golden.Json.GetProperty("stride").GetInt32(), expected.GetProperty("div_vid").GetInt32());
            using var batch = collator.Collate(clips);
            CompareTensors(tensors, batch, $"results[{i}]", comparison);
            CompareLists(expected, batch, $"results[{i}]", comparison);
        }

        tensors.RequireAllRead(comparison);
    }

    /// <summary>The case holds no tokens: any will do.</summary>
    private static TokenBatch AnyTokens(IReadOnlyList<string> captions) => TokenBatch.Of([.. captions.Select(_ => (int[])[0, 2])], pad: 1);

    private static Clip ClipOf(JsonElement input, GoldenPixels pixels)
    {
        var target = input.GetProperty("video_target");
        var (id, moment) = (target.GetProperty("video_id").ToString(), target.GetProperty("inter_idx").Ints());
        return new Clip
        {
            Pixels = pixels,
            Targets = [.. Enumerable.Range(0, pixels.Frames).Select(i => new FrameTarget($"{id}_{i}", moment[0] <= i && i <= moment[1] ? [default] : [], default, default))],
            VideoId = id,
            Caption = target.GetProperty("caption").GetString()!,
            FramesId = target.GetProperty("frames_id").Ints(),
            InterIdx = (moment[0], moment[1]),
            QuestionType = target.Optional("qtype")?.GetString(),
        };
    }

    private static void CompareTensors(TensorLedger tensors, ClipBatch batch, string where, Comparison comparison)
    {
        comparison.Same("samples", $"{where} samples", tensors["samples"], batch.Samples);
        comparison.Same("masks", $"{where} samples_mask", tensors["samples_mask"], batch.Mask);
        var divided = tensors.TryGet("samples_fast", out var fast);
        comparison.Same("samples", $"{where} presence of fast frames", divided, batch.SamplesFast is not null);
        if (divided && batch.SamplesFast is { } samplesFast)
        {
            comparison.Same("samples", $"{where} samples_fast", fast!, samplesFast);
            comparison.Same("masks", $"{where} samples_fast_mask", tensors["samples_fast_mask"], batch.MaskFast!);
        }
    }

    private static void CompareLists(JsonElement expected, ClipBatch batch, string where, Comparison comparison)
    {
        comparison.SameList("durations", $"{where} durations", expected.GetProperty("durations").Ints(), batch.Durations);
        comparison.SameList("captions", $"{where} captions", expected.GetProperty("captions").Texts(), batch.Captions);
        comparison.SameList("captions", $"{where} rows of tokens", [batch.Captions.Count, batch.Captions.Count], [(int)batch.InputIds.shape[0], (int)batch.AttentionMask.shape[0]]);
        comparison.SameList("video ids", $"{where} video_ids", expected.GetProperty("video_ids").Texts(), batch.VideoIds);
        comparison.SameList("frame ids", $"{where} frames_id", Lines(expected.GetProperty("frames_id")), [.. batch.FramesId.Select(ids => string.Join(' ', ids))]);
        comparison.SameList("inter_idx", $"{where} inter_idx", Lines(expected.GetProperty("inter_idx")), [.. batch.InterIdx.Select(moment => $"{moment.First} {moment.Last}")]);
        comparison.SameList("targets", $"{where} target_image_ids", expected.GetProperty("target_image_ids").Texts(), [.. batch.Targets.Select(target => target.ImageId)]);
        comparison.SameList("targets", $"{where} target_n_boxes", expected.GetProperty("target_n_boxes").Ints(), [.. batch.Targets.Select(target => target.Boxes.Count)]);
        var types = expected.Optional("qtype")?.EnumerateObject().Select(type => $"{type.Name} {type.Value}") ?? [];
        comparison.SameList("qtype", $"{where} qtype", [.. types.Order(StringComparer.Ordinal)], [.. (batch.QuestionTypes ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(type => $"{type.Key} {type.Value}").Order(StringComparer.Ordinal)]);
    }

    private static string[] Lines(JsonElement lists) => [.. lists.EnumerateArray().Select(list => string.Join(' ', list.Ints()))];
}
