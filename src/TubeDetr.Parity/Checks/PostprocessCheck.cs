using System.Text.Json;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Parity.Checks;

/// <summary>From logits to moments, and from normalised boxes to pixels.</summary>
internal sealed class PostprocessCheck : ParityCheck
{
    public override string Prefix => "postprocess";

    public override void Run(GoldenCase golden, Comparison comparison)
    {
        foreach (var batch in golden.Json.GetProperty("stvg").EnumerateArray())
        {
            var moments = Assemble(batch).Select(moment => new[] { moment.Start, moment.End });
            comparison.NearTree("moments", batch.GetProperty("name").GetString()!, batch.GetProperty("pred_steds"), JsonSerializer.SerializeToElement(moments), 0);
        }

        if (golden.Json.TryGetProperty("boxes", out var boxes))
        {
            var sizes = boxes.GetProperty("orig_size_h_w").EnumerateArray().Select(size => (size[0].GetInt32(), size[1].GetInt32()));
            var pixels = boxes.GetProperty("pred_boxes_cxcywh").EnumerateArray().Zip(sizes, (box, size) => BoxScaler.ToPixels(Floats(box), size)).Select(box => new[] { box.X0, box.Y0, box.X1, box.Y1 });
            comparison.NearTree("boxes in pixels", "boxes", boxes.GetProperty("boxes_xyxy"), JsonSerializer.SerializeToElement(pixels), 1e-4);
        }
    }

    private static IReadOnlyList<VideoMoment> Assemble(JsonElement batch) => MomentAssembler.Assemble(
        [.. batch.GetProperty("pred_sted").EnumerateArray().Select(clip => clip.EnumerateArray().SelectMany(Floats).ToArray())],
        [.. Ints(batch.GetProperty("durations"))],
        [.. batch.GetProperty("video_ids").EnumerateArray().Select(id => id.ToString())],
        [.. batch.GetProperty("frames_id").EnumerateArray().Select(frames => (IReadOnlyList<int>)[.. Ints(frames)])],
        maskPadding: false);

    private static float[] Floats(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetSingle())];

    private static IEnumerable<int> Ints(JsonElement numbers) => numbers.EnumerateArray().Select(number => number.GetInt32());
}
