using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.Transforms;

namespace TubeDetr.Parity.Datasets;

/// <summary>One clip of a data set against the original's: what is asked of ffmpeg, every draw, every resize and crop, and the targets.</summary>
internal sealed class ClipComparison(TubeDataset dataset, JsonElement item, string where, Comparison comparison)
{
    private const double BoxTolerance = 1e-5;
    private const double RateTolerance = 1e-12;

    public void Run()
    {
        var index = item.GetProperty("index").GetInt32();
        var draws = new RecordedDraws(item.GetProperty("draws"), where, comparison);
        var plan = dataset.Plan(index, draws);
        draws.RequireAllTaken();
        CompareRequest(index);
        CompareOperations(plan.Spatial, dataset.Tubes[index]);
        var clip = dataset.Compose(index, plan, new PlannedPixels(plan.Last - plan.First + 1, plan.Spatial.Height, plan.Spatial.Width));
        CompareShapes(clip.Pixels);
        CompareVideoTarget(clip, item.GetProperty("video_target"));
        CompareFrameTargets(clip);
    }

    private void CompareRequest(int index)
    {
        var (ffmpeg, asked) = (item.GetProperty("ffmpeg"), dataset.RequestOf(index));
        comparison.NearRelative("ffmpeg arguments", $"{where} ss", ffmpeg.GetProperty("ss").GetDouble(), asked.Start, RateTolerance);
        comparison.NearRelative("ffmpeg arguments", $"{where} t", ffmpeg.GetProperty("t").GetDouble(), asked.Duration, RateTolerance);
        comparison.NearRelative("ffmpeg arguments", $"{where} fps", ffmpeg.GetProperty("fps").GetDouble(), asked.Fps, RateTolerance);
    }

    private void CompareOperations(SpatialPlan plan, GroundTruthTube tube) => comparison.SameList(
        "resizes and crops",
        $"{where} ops",
        [.. item.GetProperty("ops").EnumerateArray().Select(OperationText.Of)],
        OperationText.Of(plan, tube));

    private void CompareShapes(IClipPixels pixels)
    {
        int[] all = [3, pixels.Frames, pixels.Height, pixels.Width];
        int[] slow = [3, ClipCollator.SlowFrames(pixels.Frames, dataset.Stride), pixels.Height, pixels.Width];
        comparison.SameList("shapes", $"{where} slow shape", item.GetProperty("shape_slow_C_T_H_W").Ints(), slow);
        var fast = item.Optional("shape_fast_C_T_H_W");
        comparison.Same("shapes", $"{where} presence of fast frames", fast is not null, dataset.Stride > 0);
        comparison.SameList("shapes", $"{where} fast shape", fast?.Ints() ?? all, all);
    }

    private void CompareVideoTarget(Clip clip, JsonElement target)
    {
        comparison.Same("video targets", $"{where} video_id", target.GetProperty("video_id").ToString(), clip.VideoId);
        comparison.Same("video targets", $"{where} caption", target.GetProperty("caption").GetString(), clip.Caption);
        comparison.Same("video targets", $"{where} qtype", target.Optional("qtype")?.GetString(), clip.QuestionType);
        comparison.SameList("inter_idx", $"{where} inter_idx", target.GetProperty("inter_idx").Ints(), [clip.InterIdx.First, clip.InterIdx.Last]);
        comparison.SameList("frame ids", $"{where} frames_id", target.GetProperty("frames_id").Ints(), clip.FramesId);
    }

    private void CompareFrameTargets(Clip clip)
    {
        comparison.SameList("image ids", $"{where} image_ids", item.GetProperty("image_ids").Texts(), [.. clip.Targets.Select(target => target.ImageId)]);
        var (size, original) = (item.GetProperty("size_h_w").Ints(), item.GetProperty("orig_size_h_w").Ints());
        var boxes = item.GetProperty("boxes_cxcywh_per_frame");
        comparison.Same("boxes", $"{where} frames with or without boxes", boxes.GetArrayLength(), clip.Targets.Count);
        foreach (var (i, (expected, target)) in boxes.EnumerateArray().Zip(clip.Targets).Index())
        {
            comparison.Same("sizes", $"{where} frame {i} size", (size[0], size[1]), target.Size);
            comparison.Same("sizes", $"{where} frame {i} orig_size", (original[0], original[1]), target.OrigSize);
            CompareBoxes(i, [.. expected.EnumerateArray().SelectMany(box => box.Floats())], [.. target.Boxes.SelectMany(b => (float[])[b.A, b.B, b.C, b.D])]);
        }
    }

    private void CompareBoxes(int frame, float[] expected, float[] actual)
    {
        comparison.Same("boxes", $"{where} frame {frame}, numbers of its boxes", expected.Length, actual.Length);
        foreach (var (one, other) in expected.Zip(actual))
        {
            comparison.Near("boxes", $"{where} frame {frame}", one, other, BoxTolerance);
        }
    }
}
