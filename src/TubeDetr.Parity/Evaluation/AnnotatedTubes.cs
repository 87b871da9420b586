using System.Globalization;
using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.HcStvg;

namespace TubeDetr.Parity.Evaluation;

/// <summary>Tubes of a processed annotation file, VidSTG (an object) or HC-STVG (a list), with the frames that evaluation chooses.</summary>
internal static class AnnotatedTubes
{
    /// <summary>The data set's name, which says which evaluator the original takes.</summary>
    public static string Dataset(JsonElement annotation) => annotation.ValueKind is JsonValueKind.Object ? "vidstg" : "hcstvg";

    /// <param name="annotation">Content of the file.</param>
    /// <param name="fps">Frames a second.</param>
    /// <param name="videoMaxLen">Most frames of a video.</param>
    /// <param name="withMoment">Frames of the whole video; false: of the tube.</param>
    public static IReadOnlyList<GroundTruthTube> Read(JsonElement annotation, double fps, int videoMaxLen, bool withMoment) => annotation.ValueKind is JsonValueKind.Object
        ? [.. annotation.GetProperty("videos").EnumerateArray().Select(video => VidStg(video, annotation.GetProperty("trajectories"), fps, videoMaxLen, withMoment))]
        : [.. annotation.EnumerateArray().Select(video => HcStvg(video, fps, videoMaxLen, withMoment))];

    private static GroundTruthTube VidStg(JsonElement video, JsonElement trajectories, double fps, int videoMaxLen, bool withMoment)
    {
        var (start, end) = withMoment ? (Int(video, "start_frame"), Int(video, "end_frame")) : (Int(video, "tube_start_frame"), Int(video, "tube_end_frame"));
        var boxes = trajectories.GetProperty(video.GetProperty("original_video_id").ToString()).GetProperty(video.GetProperty("target_id").ToString());
        var frames = FrameChoice.Choose(start, end, video.GetProperty("fps").GetDouble(), fps, videoMaxLen);
        return Tube(video, frames, frame => boxes.GetProperty(frame.ToString(CultureInfo.InvariantCulture)).GetProperty("bbox"));
    }

    private static GroundTruthTube HcStvg(JsonElement video, double fps, int videoMaxLen, bool withMoment)
    {
        var count = Int(video, "frame_count");
        var first = Int(video, "tube_start_frame");
        var (start, end) = withMoment ? (0, count - 1) : (first, Int(video, "tube_end_frame"));
        var frames = FrameChoice.Choose(start, end, count / HcStvgDataset.Duration, fps, videoMaxLen);
        return Tube(video, frames, frame => video.GetProperty("trajectory")[frame - first]);
    }

    private static GroundTruthTube Tube(JsonElement video, int[] frames, Func<int, JsonElement> boxOf)
    {
        var (first, end) = (Int(video, "tube_start_frame"), Int(video, "tube_end_frame"));
        return new()
        {
            VideoId = video.GetProperty("video_id").ToString(),
            OriginalVideoId = "",
            Caption = "",
            VideoPath = "",
            Width = 0,
            Height = 0,
            FrameIds = frames,
            StartFrame = first,
            EndFrame = end,
            Boxes = frames.Where(frame => first <= frame && frame < end).ToDictionary(frame => frame, frame => Corners(boxOf(frame))),
        };
    }

    private static PixelBox Corners(JsonElement box)
    {
        double[] n = [.. box.EnumerateArray().Select(number => number.GetDouble())];
        return new(n[0], n[1], n[0] + n[2], n[1] + n[3]);
    }

    private static int Int(JsonElement value, string name) => value.GetProperty(name).GetInt32();
}
