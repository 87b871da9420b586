using System.Globalization;

namespace TubeDetr.Data.Video;

/// <summary>Writes frames to an mp4 file (H.264) with ffmpeg, which pads odd sizes to even ones.</summary>
public sealed class VideoEncoder : IDisposable
{
    private readonly string path;
    private readonly FfmpegProcess ffmpeg;

    /// <param name="path">The file; replaced where there is one.</param>
    /// <param name="width">Pixels of a frame.</param>
    /// <param name="height">Pixels of a frame.</param>
    /// <param name="fps">Frames a second.</param>
    public VideoEncoder(string path, int width, int height, double fps)
    {
        this.path = path;
        var rate = fps.ToString("R", CultureInfo.InvariantCulture);
        ffmpeg = new(
            "ffmpeg",
            [
                "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"), "-r", rate, "-i", "pipe:",
                "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-crf", "25", "-pix_fmt", "yuv420p", "-movflags", "+faststart", path,
            ],
            feedsInput: true);
    }

    /// <summary>Adds a frame of packed 8-bit rgb.</summary>
    /// <exception cref="DatasetException">ffmpeg has given up.</exception>
    public void Write(ReadOnlySpan<byte> frame)
    {
        try
        {
            ffmpeg.Input.Write(frame);
        }
        catch (IOException)
        {
            Finish();
            throw;
        }
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="DatasetException">It could not be written.</exception>
    public void Finish()
    {
        try
        {
            ffmpeg.Input.Close();
        }
        catch (IOException)
        {
            // ffmpeg closed its end; its exit code and last words say why.
        }

        var exitCode = ffmpeg.WaitForExit();
        if (exitCode != 0)
        {
            throw new DatasetException($"ffmpeg could not write {path} (exit code {exitCode}; {ffmpeg.LastWords}). Check that the disk has room and that this ffmpeg has the encoder libx264.");
        }
    }

    public void Dispose() => ffmpeg.Dispose();
}
