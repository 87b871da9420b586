namespace TubeDetr.Data.Video;

/// <summary>A part of a video, seen at a steady rate.</summary>
/// <param name="Video">The file.</param>
/// <param name="Start">Second at which it begins.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Fps">Frames a second; ffmpeg's <c>fps</c> filter picks or repeats frames.</param>
public sealed record VideoSpan(VideoProperties Video, double Start, double Duration, double Fps)
{
    /// <summary>Second at which it ends.</summary>
    public double End => Start + Duration;

    /// <summary>Frames that it should have.</summary>
    public int Frames => Math.Max(1, (int)Math.Round(Duration * Fps));

    /// <summary>Second at which the interval begins for which a frame stands.</summary>
    public double BeginOf(int frame) => Start + (frame / Fps);

    /// <summary>The second that a frame shows: ffmpeg's filter takes the last one before the middle of the interval.</summary>
    public double TimeOf(int frame) => Start + Math.Max(0, ((frame + 0.5) / Fps) - (0.5 / Video.Fps));

    /// <summary>Frames one after another, packed 8-bit rgb, each in an array of its own; only one is held.</summary>
    /// <exception cref="DatasetException">The video cannot be decoded, or has no frame there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<byte[]> Decode(CancellationToken cancellationToken)
    {
        var arguments = new FrameRequest(Video.Path, Start, Duration, Fps, Frames, Video.Width, Video.Height).Arguments();
        using var process = new FfmpegProcess("ffmpeg", arguments, feedsInput: false);
        using var kill = cancellationToken.Register(process.Kill);
        var count = 0;
        while (NextFrame(process.Output) is { } frame)
        {
            count++;
            yield return frame;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var exitCode = process.WaitForExit();
        if (exitCode != 0 || count == 0)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{Video.Path} gave {count} frames between {Start:0.##} and {End:0.##} s and could not be decoded further (exit code {exitCode}; {process.LastWords})."));
        }
    }

    private byte[]? NextFrame(Stream output)
    {
        var frame = new byte[Video.Width * Video.Height * 3];
        return output.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length ? frame : null;
    }
}
