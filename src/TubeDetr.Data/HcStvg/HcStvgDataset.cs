using TubeDetr.Data.Video;

namespace TubeDetr.Data.HcStvg;

/// <summary>HC-STVG, version 1 or 2, from its processed annotations.</summary>
public static class HcStvgDataset
{
    /// <summary>Seconds that every video is taken to last.</summary>
    internal const double Duration = 20;

    /// <summary>Reads and checks the annotations of one part.</summary>
    /// <param name="videoFolder">Folder that holds the folder <c>video</c>.</param>
    /// <param name="annotationFile">Processed annotations.</param>
    /// <param name="training">Whether the transforms of training apply.</param>
    /// <param name="options">What to take from the videos, and how.</param>
    /// <param name="frames">Decodes.</param>
    /// <exception cref="DatasetException">A folder or file is missing or the annotations contradict themselves or the options; up to ten findings at once.</exception>
    public static TubeDataset Open(string videoFolder, string annotationFile, bool training, DatasetOptions options, IFrameSource frames)
    {
        const string remedy = "make it from the raw annotations with `./grid data prepare hcstvg`, or correct hcstvg_ann_path in the data set's configuration.";
        var videos = AnnotationFile.Read<HcStvgVideo[]>(annotationFile, remedy).Select(Annotated).ToArray();
        var entries = TubeEntries.Create(videos, Path.Combine(videoFolder, "video"), "hcstvg_vid_path", annotationFile, options);
        return new TubeDataset(entries, training, options, frames);
    }

    /// <summary>The last frame is left out, tubes count from 1 and frame ids from 0, as in the original.</summary>
    private static AnnotatedVideo Annotated(HcStvgVideo video) => new()
    {
        VideoId = video.VideoId,
        OriginalVideoId = video.OriginalVideoId,
        Caption = video.Caption,
        VideoPath = video.VideoPath,
        Width = video.Width,
        Height = video.Height,
        Fps = video.FrameCount / Duration,
        StartFrame = 0,
        EndFrame = video.FrameCount - 1,
        TubeStartFrame = video.TubeStartFrame,
        TubeEndFrame = video.TubeEndFrame,
        StartTime = 0,
        Duration = Duration,
        BoxOf = frame => BoxOf(video, frame - video.TubeStartFrame),
        Contradiction = Contradiction(video),
    };

    private static AnnotatedBox? BoxOf(HcStvgVideo video, int index)
    {
        if (index < 0 || index >= video.Trajectory.Count)
        {
            return null;
        }

        var (left, top, width, height) = video.Trajectory[index];
        return new AnnotatedBox(left, top, width, height);
    }

    private static string? Contradiction(HcStvgVideo video) => video switch
    {
        { FrameCount: < 1 } => "frame_count must be positive",
        _ when video.TubeEndFrame - video.TubeStartFrame > video.Trajectory.Count
            => $"the tube from frame {video.TubeStartFrame} to {video.TubeEndFrame} has only {video.Trajectory.Count} boxes",
        _ => null,
    };
}
