using TubeDetr.Data.Video;

namespace TubeDetr.Data.VidStg;

/// <summary>VidSTG from its processed annotations.</summary>
public static class VidStgDataset
{
    /// <summary>Reads and checks the annotations of one part.</summary>
    /// <param name="videoFolder">Folder that holds the folder <c>video</c>.</param>
    /// <param name="annotationFile">Processed annotations.</param>
    /// <param name="training">Whether the transforms of training apply.</param>
    /// <param name="options">What to take from the videos, and how.</param>
    /// <param name="frames">Decodes.</param>
    /// <exception cref="DatasetException">A folder or file is missing or the annotations contradict themselves or the options; up to ten findings at once.</exception>
    public static TubeDataset Open(string videoFolder, string annotationFile, bool training, DatasetOptions options, IFrameSource frames)
    {
        const string remedy = "make it from the raw annotations with `./grid data prepare vidstg`, or correct vidstg_ann_path in the data set's configuration.";
        var annotations = AnnotationFile.Read<VidStgAnnotations>(annotationFile, remedy);
        var videos = annotations.Videos.Select(video => Annotated(video, annotations.Trajectories)).ToArray();
        var entries = TubeEntries.Create(videos, Path.Combine(videoFolder, "video"), "vidstg_vid_path", annotationFile, options);
        return new TubeDataset(entries, training, options, frames);
    }

    private static AnnotatedVideo Annotated(VidStgVideo video, IReadOnlyDictionary<string, IReadOnlyDictionary<string, FrameBoxes>> trajectories)
    {
        var boxes = trajectories.GetValueOrDefault(video.OriginalVideoId)?.GetValueOrDefault(video.TargetId);
        return new()
        {
            VideoId = video.VideoId,
            OriginalVideoId = video.OriginalVideoId,
            Caption = video.Caption,
            VideoPath = video.VideoPath,
            Width = video.Width,
            Height = video.Height,
            Fps = video.Fps,
            StartFrame = video.StartFrame,
            EndFrame = video.EndFrame,
            TubeStartFrame = video.TubeStartFrame,
            TubeEndFrame = video.TubeEndFrame,
            StartTime = video.StartFrame / video.Fps,
            Duration = (video.EndFrame - video.StartFrame) / video.Fps,
            BoxOf = frame => boxes?.At(frame),
            QuestionType = video.Qtype,
            Contradiction = Contradiction(video, boxes),
        };
    }

    private static string? Contradiction(VidStgVideo video, FrameBoxes? boxes) => video switch
    {
        { Fps: not > 0 } => "fps must be positive",
        { StartFrame: < 0 } => "start_frame is negative",
        _ when video.EndFrame <= video.StartFrame => $"its segment from frame {video.StartFrame} to {video.EndFrame} is empty",
        _ when boxes is null => $"there is no trajectory of target_id {video.TargetId} of video {video.OriginalVideoId}",
        _ => null,
    };
}
