using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;

namespace TubeDetr.Data;

/// <summary>One video with everything that does not depend on a draw: chosen frames, their boxes, what to ask of ffmpeg.</summary>
internal sealed record TubeEntry(GroundTruthTube Tube, BoxF?[] Boxes, (int First, int Last)? Moment, FrameRequest Request)
{
    /// <summary>Chooses the frames of a video that does not contradict itself; what its chosen boxes lack is added to <paramref name="findings"/>.</summary>
    public static TubeEntry Create(AnnotatedVideo video, string videoFolder, DatasetOptions options, List<string> findings)
    {
        var (start, end) = options.TmpLoc ? (video.StartFrame, video.EndFrame) : (video.TubeStartFrame, video.TubeEndFrame);
        var frames = FrameChoice.Choose(start, end, video.Fps, options.Fps, options.VideoMaxLen);
        var inside = frames.Where(f => video.TubeStartFrame <= f && f < video.TubeEndFrame).ToArray();
        var boxes = inside.Where(f => video.BoxOf(f) is not null).ToDictionary(f => f, f => video.BoxOf(f)!.Value);
        var prepared = frames.Select(f => boxes.TryGetValue(f, out var b) ? BoxMath.Prepare(b.Left, b.Top, b.Width, b.Height, video.Width, video.Height) : null).ToArray();
        if (Finding(video, frames, inside, boxes, prepared) is { } finding)
        {
            findings.Add(finding);
        }

        var path = Path.Combine(videoFolder, video.VideoPath);
        var first = inside.Length == 0 ? -1 : Array.IndexOf(frames, inside[0]);
        return new TubeEntry(
            TubeOf(video, path, frames, boxes),
            prepared,
            first < 0 ? null : (first, first + inside.Length - 1),
            new FrameRequest(path, video.StartTime, video.Duration, frames.Length / video.Duration, frames.Length, video.Width, video.Height));
    }

    private static string? Finding(AnnotatedVideo video, int[] frames, int[] inside, Dictionary<int, AnnotatedBox> boxes, BoxF?[] prepared)
    {
        if (inside.Where(f => !boxes.ContainsKey(f)).ToArray() is [var missing, ..])
        {
            return $"frame {missing} of its tube from {video.TubeStartFrame} to {video.TubeEndFrame} has no box";
        }

        return inside.FirstOrDefault(f => prepared[Array.IndexOf(frames, f)] is null, -1) is >= 0 and var empty
            ? $"its box of frame {empty} has no area inside the {video.Width}x{video.Height} picture"
            : null;
    }

    private static GroundTruthTube TubeOf(AnnotatedVideo video, string path, int[] frames, Dictionary<int, AnnotatedBox> boxes) => new()
    {
        VideoId = video.VideoId,
        OriginalVideoId = video.OriginalVideoId,
        Caption = video.Caption,
        VideoPath = path,
        Width = video.Width,
        Height = video.Height,
        FrameIds = frames,
        StartFrame = video.TubeStartFrame,
        EndFrame = video.TubeEndFrame,
        Boxes = boxes.ToDictionary(b => b.Key, b => b.Value.Corners),
        QuestionType = video.QuestionType,
    };
}
