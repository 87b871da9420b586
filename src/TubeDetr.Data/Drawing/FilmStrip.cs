using OpenCvSharp;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Drawing;

/// <summary>Small pictures of a video in one JPEG file, row by row.</summary>
/// <param name="Jpeg">The file.</param>
/// <param name="Columns">Pictures of a row.</param>
/// <param name="Width">Pixels of a picture.</param>
/// <param name="Height">Pixels of a picture.</param>
/// <param name="FrameIds">Which frame of the video each picture shows, ascending.</param>
public sealed record FilmStrip(byte[] Jpeg, int Columns, int Width, int Height, IReadOnlyList<int> FrameIds)
{
    /// <summary>Pictures that a strip holds at most; of longer videos they are chosen evenly.</summary>
    public const int Most = 100;

    /// <summary>Pixels to which wider frames are made smaller.</summary>
    public const int Widest = 320;

    private const int Row = 10;
    private const int Quality = 80;

    /// <param name="frames">The frames.</param>
    /// <param name="frameIds">Their ids in the video.</param>
    public static FilmStrip Of(RgbFrames frames, IReadOnlyList<int> frameIds)
    {
        var count = Math.Min(frames.Frames, Most);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * frames.Frames / count))];
        var columns = Math.Min(count, Row);
        var width = Math.Min(frames.Width, Widest);
        var height = Math.Max(1, (int)Math.Round((double)frames.Height * width / frames.Width));
        using var page = new Mat((count + columns - 1) / columns * height, columns * width, MatType.CV_8UC3, Scalar.Black);
        foreach (var (place, frame) in chosen.Index())
        {
            using var tile = new Mat(page, new Rect(place % columns * width, place / columns * height, width, height));
            Draw(frames, frame, tile);
        }

        Cv2.CvtColor(page, page, ColorConversionCodes.RGB2BGR);
        Cv2.ImEncode(".jpg", page, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, Quality));
        return new(jpeg, columns, width, height, [.. chosen.Select(frame => frameIds[frame])]);
    }

    private static void Draw(RgbFrames frames, int frame, Mat tile)
    {
        using var image = Mat.FromPixelData(frames.Height, frames.Width, MatType.CV_8UC3, frames.Bytes.AsSpan(frame * frames.FrameSize, frames.FrameSize).ToArray());
        Cv2.Resize(image, tile, tile.Size(), 0, 0, InterpolationFlags.Area);
    }
}
