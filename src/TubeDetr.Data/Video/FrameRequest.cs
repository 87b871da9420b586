using System.Globalization;

namespace TubeDetr.Data.Video;

/// <summary>Which frames of which file.</summary>
/// <param name="Path">The video file.</param>
/// <param name="Start">Seconds into the file.</param>
/// <param name="Duration">Seconds from there.</param>
/// <param name="Fps">Frames a second that ffmpeg's <c>fps</c> filter picks.</param>
/// <param name="Frames">How many frames that must give.</param>
/// <param name="Width">Pixels of the video.</param>
/// <param name="Height">Pixels of the video.</param>
public sealed record FrameRequest(string Path, double Start, double Duration, double Fps, int Frames, int Width, int Height)
{
    /// <summary>Bytes of all frames; an array must hold them.</summary>
    /// <exception cref="DatasetException">They exceed two gigabytes.</exception>
    public int ByteCount => (long)Frames * Width * Height * 3 is var bytes && bytes <= Array.MaxLength
        ? (int)bytes
        : throw new DatasetException($"{Frames} frames of {Width}x{Height} pixels of {Path} need {bytes / 1e9:0.0} GB at once; lower video_max_len, or scale the videos down.") { VideoPath = Path };

    /// <summary>The original's ffmpeg command (<c>ss</c>, <c>t</c>, the <c>fps</c> filter, raw rgb24 to a pipe) on one thread.</summary>
    public IReadOnlyList<string> Arguments() => [.. Common, .. Input(), "-filter_complex", Filter(0), .. Output(0, "pipe:")];

    /// <summary>Several such commands in one: the frames of each request go to a file of its own.</summary>
    public static IReadOnlyList<string> Arguments(IReadOnlyList<(FrameRequest Request, string File)> requests) =>
    [
        .. Common,
        .. requests.SelectMany(r => r.Request.Input()),
        "-filter_complex", string.Join(';', requests.Select((r, i) => r.Request.Filter(i))),
        .. requests.SelectMany((r, i) => Output(i, r.File)),
    ];

    private static string[] Common => ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-filter_complex_threads", "1"];

    private string[] Input() => ["-threads", "1", "-ss", Number(Start), "-t", Number(Duration), "-i", Path];

    private string Filter(int i) => $"[{i}]fps=fps={Number(Fps)}[s{i}]";

    private static string[] Output(int i, string target) => ["-map", $"[s{i}]", "-f", "rawvideo", "-pix_fmt", "rgb24", target];

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
