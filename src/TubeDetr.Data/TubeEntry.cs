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
        var boxes = new Dictionary<int, PixelBox>();
        var prepared = new BoxF?[frames.Length];
        var (first, last) = (-1, -1);
        foreach (var (i, frame) in frames.Index().Where(f => video.TubeStartFrame <= f.Item && f.Item < video.TubeEndFrame))
        {
            (first, last) = (first < 0 ? i : first, i);
            if (Prepared(video, frame, boxes) is not { } box)
            {
                findings.Add(boxes.ContainsKey(frame)
                    ? $"its box of frame {frame} has no area inside the {video.Width}x{video.Height} picture"
                    : $"frame {frame} of its tube from {video.TubeStartFrame} to {video.TubeEndFrame} has no box");
                break;
            }

            prepared[i] = box;
        }

        var path = Path.Combine(videoFolder, video.VideoPath);
        return new TubeEntry(
            TubeOf(video, path, frames, boxes),
            prepared,
            first < 0 ? null : (first, last),
            new FrameRequest(path, video.StartTime, video.Duration, frames.Length / video.Duration, frames.Length, video.Width, video.Height));
    }

    private static BoxF? Prepared(AnnotatedVideo video, int frame, Dictionary<int, PixelBox> boxes)
    {
        if (video.BoxOf(frame) is not { } box)
        {
            return null;
        }

        boxes.Add(frame, box.Corners);
        return BoxMath.Prepare(box.Left, box.Top, box.Width, box.Height, video.Width, video.Height);
    }

    private static GroundTruthTube TubeOf(AnnotatedVideo video, string path, int[] frames, Dictionary<int, PixelBox> boxes) => new()
    {
        VideoId = video.VideoId,
        OriginalVideoId = video.OriginalVideoId,
        Caption = video.Caption,
        VideoPath = path,
        Width = video.Width,
        Height = video.Height,
        Fps = video.Fps,
        FrameIds = frames,
        StartFrame = video.TubeStartFrame,
        EndFrame = video.TubeEndFrame,
        Boxes = boxes,
        QuestionType = video.QuestionType,
    };
}
