using TubeDetr.Data.HcStvg;

namespace TubeDetr.Data.Synthetic;

/// <summary>
/// When things happen in a synthetic clip. A clip has 100 annotated frames at 5 a second (20 s, the duration that HC-STVG takes for granted), and things begin and end
/// at the eight frames that <c>fps</c> 5 and <c>video_max_len</c> 8 choose.
/// </summary>
internal static class SceneTiming
{
    /// <summary>Annotated frames of a clip.</summary>
    public const int Frames = 100;

    /// <summary>Frames a second of the file.</summary>
    public const int Fps = 5;

    /// <summary>Frames that the loader is meant to take from a clip.</summary>
    public const int Moments = 8;

    /// <summary>
    /// How often the first frame is shown again in the file. ffmpeg's fps filter, asked for 8 frames in 20 s, returns those in the middle of each 2.5 s, while the annotation
    /// of a chosen frame is that of the beginning (at HC-STVG's 5 a second the original can ignore this half step). Showing everything 1.4 s later makes the two meet.
    /// </summary>
    public const int Delay = 7;

    /// <summary>Frames of the file.</summary>
    public const int FileFrames = Frames + Delay;

    private static readonly int[] Ids = FrameChoice.Choose(0, Frames - 1, Frames / HcStvgDataset.Duration, Fps, Moments);

    /// <summary>First visible frame, counted from 0, of what appears at a moment after the first. Its number from 1 is the frame id that the loader chooses.</summary>
    public static int Appears(int moment) => Ids[moment] - 1;

    /// <summary>First frame without what is last seen at a moment.</summary>
    public static int Vanishes(int lastMoment) => Ids[lastMoment] + 1;
}
