using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Parity.Datasets;

namespace TubeDetr.Parity.Checks;

/// <summary><c>data-*</c>: choice of frames for several settings, and whole clips of evaluation and training with the original's draws.</summary>
public sealed class DatasetCheck : ParityCheck
{
    /// <inheritdoc/>
    public override string Prefix => "data-";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        using var annotations = new DatasetCase(golden);
        foreach (var (i, sampling) in Settings(golden, "sampling").Index())
        {
            CompareChoice(sampling.GetProperty("videos"), annotations.Open(sampling, training: false).Tubes, $"sampling[{i}]", comparison);
        }

        foreach (var part in (string[])["val", "train"])
        {
            foreach (var (i, setting) in Settings(golden, part).Index())
            {
                var dataset = annotations.Open(setting, part is "train");
                foreach (var (k, item) in setting.GetProperty("items").EnumerateArray().Index())
                {
                    new ClipComparison(dataset, item, $"{part}[{i}].items[{k}]", comparison).Run();
                }
            }
        }
    }

    private static IEnumerable<JsonElement> Settings(GoldenCase golden, string part) => golden.Json.Optional(part)?.EnumerateArray().AsEnumerable() ?? [];

    private static void CompareChoice(JsonElement videos, IReadOnlyList<GroundTruthTube> tubes, string where, Comparison comparison)
    {
        comparison.Same("frame ids", $"videos of {where}", videos.EnumerateObject().Count(), tubes.Count);
        foreach (var tube in tubes)
        {
            var video = videos.GetProperty(tube.VideoId);
            comparison.SameList("frame ids", $"{where} video {tube.VideoId} frame_ids", video.GetProperty("frame_ids").Ints(), tube.FrameIds);
            comparison.SameList("frame ids", $"{where} video {tube.VideoId} inter_frames", [.. video.GetProperty("inter_frames").Ints().Order()], [.. tube.Boxes.Keys.Order()]);
        }
    }
}
