namespace TubeDetr.Data;

/// <summary>Which frames of a video the model sees.</summary>
public static class FrameChoice
{
    /// <summary>
    /// Frame ids from <paramref name="start"/> to before <paramref name="end"/>, thinned to <paramref name="fps"/> and then evenly to <paramref name="videoMaxLen"/>. The
    /// arithmetic in double and the excluded end are the original's.
    /// </summary>
    public static int[] Choose(int start, int end, double videoFps, double fps, int videoMaxLen)
    {
        var rate = fps / videoFps;
        var frames = new List<int> { start };
        for (var frame = start; frame < end; frame++)
        {
            if ((int)(frames[^1] * rate) < (int)(frame * rate))
            {
                frames.Add(frame);
            }
        }

        return frames.Count <= videoMaxLen
            ? [.. frames]
            : [.. Enumerable.Range(0, videoMaxLen).Select(j => frames[(int)((long)j * frames.Count / videoMaxLen)])];
    }
}
