using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.HcStvg;

/// <summary>One video with everything that does not depend on a draw: chosen frames, their boxes, what to ask of ffmpeg.</summary>
internal sealed record HcStvgEntry(GroundTruthTube Tube, BoxF?[] Boxes, (int First, int Last)? Moment, FrameRequest Request)
{
    private const int ShownFindings = 10;

    /// <summary>Checks every annotation and collects what is wrong.</summary>
    public static HcStvgEntry[] CreateAll(HcStvgVideo[] videos, string videoFolder, string annotationFile, DatasetOptions options)
    {
        var findings = new List<string>();
        if (!Directory.Exists(videoFolder))
        {
            findings.Add($"the folder {videoFolder} does not exist: put the videos there, or correct hcstvg_vid_path in the data set's configuration");
        }

        if (videos.Length == 0)
        {
            findings.Add("there is no video in it");
        }

        findings.AddRange(videos.GroupBy(v => v.VideoId, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"video_id {g.Key} occurs {g.Count()} times"));
        var entries = new HcStvgEntry[videos.Length];
        for (var i = 0; i < videos.Length; i++)
        {
            if (Contradiction(videos[i], options) is { } finding)
            {
                findings.Add($"video {videos[i].VideoId} ({videos[i].VideoPath}): {finding}");
            }
            else
            {
                entries[i] = Create(videos[i], videoFolder, options, findings);
            }
        }

        return findings.Count == 0 ? entries : throw new DatasetException(Message(annotationFile, findings));
    }

    private static string? Contradiction(HcStvgVideo video, DatasetOptions options)
    {
        var videoFps = video.FrameCount / FrameChoice.Duration;
        return video switch
        {
            { FrameCount: < 1 } or { Width: < 1 } or { Height: < 1 } => "frame_count, width and height must be positive",
            { TubeStartFrame: < 0 } => "tube_start_frame is negative",
            _ when video.TubeEndFrame - video.TubeStartFrame > video.Trajectory.Count
                => $"the tube from frame {video.TubeStartFrame} to {video.TubeEndFrame} has only {video.Trajectory.Count} boxes",
            _ when options.Fps / videoFps > 1
                => $"fps = {options.Fps:R} is more than its {videoFps:R} frames a second ({video.FrameCount} frames in {FrameChoice.Duration:R} s); choose a lower fps",
            _ => null,
        };
    }

    private static HcStvgEntry Create(HcStvgVideo video, string videoFolder, DatasetOptions options, List<string> findings)
    {
        var start = options.TmpLoc ? 0 : video.TubeStartFrame;
        var end = options.TmpLoc ? video.FrameCount - 1 : video.TubeEndFrame;
        var frames = FrameChoice.Choose(start, end, video.FrameCount / FrameChoice.Duration, options.Fps, options.VideoMaxLen);
        var tube = TubeOf(video, Path.Combine(videoFolder, video.VideoPath), frames);
        BoxF?[] boxes = [.. frames.Select(f => tube.Boxes.ContainsKey(f) ? Prepared(video, f) : null)];
        var first = Array.FindIndex(frames, tube.Boxes.ContainsKey);
        if (first >= 0 && boxes.Count(b => b is not null) != tube.Boxes.Count)
        {
            var frame = frames.First(f => tube.Boxes.ContainsKey(f) && Prepared(video, f) is null);
            findings.Add($"video {video.VideoId} ({video.VideoPath}): its box of frame {frame} has no area inside the {video.Width}x{video.Height} picture");
        }

        var request = new FrameRequest(tube.VideoPath, 0, FrameChoice.Duration, frames.Length / FrameChoice.Duration, frames.Length, video.Width, video.Height);
        return new HcStvgEntry(tube, boxes, first < 0 ? null : (first, first + tube.Boxes.Count - 1), request);
    }

    private static BoxF? Prepared(HcStvgVideo video, int frame)
    {
        var (left, top, width, height) = video.Trajectory[frame - video.TubeStartFrame];
        return BoxMath.Prepare(left, top, width, height, video.Width, video.Height);
    }

    private static GroundTruthTube TubeOf(HcStvgVideo video, string path, int[] frames) => new()
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
        Boxes = frames.Where(f => video.TubeStartFrame <= f && f < video.TubeEndFrame).ToDictionary(f => f, f => Corners(video, f)),
    };

    private static PixelBox Corners(HcStvgVideo video, int frame)
    {
        var (left, top, width, height) = video.Trajectory[frame - video.TubeStartFrame];
        return new PixelBox(left, top, left + width, top + height);
    }

    private static string Message(string annotationFile, List<string> findings)
    {
        var more = findings.Count > ShownFindings ? $"\n  … and {findings.Count - ShownFindings} more" : string.Empty;
        return $"{annotationFile} cannot be used:\n  {string.Join("\n  ", findings.Take(ShownFindings))}{more}";
    }
}
