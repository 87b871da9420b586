using OpenCvSharp;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Drawing;

/// <summary>Puts a tube onto its video: the span at its own size and rate as an mp4 file, and a page of pictures.</summary>
public static class TubeFilm
{
    /// <param name="span">The part of the video that was looked at, at the rate of the film.</param>
    /// <param name="track">The tube.</param>
    /// <param name="remark">A line for the page of pictures.</param>
    /// <param name="film">The mp4 file.</param>
    /// <param name="sheet">The PNG file.</param>
    /// <param name="progress">Told how many frames are done.</param>
    /// <param name="cancellationToken">Stops between two frames; the files are then incomplete.</param>
    /// <exception cref="DatasetException">The video cannot be read or the film not be written.</exception>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public static void Write(VideoSpan span, TubeTrack track, string remark, string film, string sheet, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var (width, height) = (span.Video.Width, span.Video.Height);
        var painter = new TubePainter(track, width, height);
        using var pictures = new ContactSheet(track, span.Fps, remark);
        using var encoder = new VideoEncoder(film, width, height, span.Fps);
        var count = 0;
        foreach (var frame in span.Decode(cancellationToken))
        {
            var time = span.TimeOf(count);
            using (var image = Mat.FromPixelData(height, width, MatType.CV_8UC3, frame))
            {
                pictures.Offer(image, time);
                painter.DrawBox(image, time);
                painter.DrawBand(image, time);
            }

            encoder.Write(frame);
            progress.Report(++count);
        }

        encoder.Finish();
        pictures.Save(sheet);
    }
}
