using OpenCvSharp;

namespace TubeDetr.Data.Drawing;

/// <summary>A page of small pictures, evenly chosen from the tube (from the whole span where there is none), each with its second, under the caption.</summary>
internal sealed class ContactSheet : IDisposable
{
    private const int Most = 12;
    private const int TileWidth = 320;
    private const int Gap = 8;
    private const int Head = 64;
    private static readonly Scalar Paper = new(24, 24, 24);
    private static readonly Scalar Ink = new(235, 235, 235);
    private static readonly Scalar Faint = new(150, 150, 150);

    private readonly TubeTrack track;
    private readonly string remark;
    private readonly double[] times;
    private readonly List<(Mat Tile, double Time)> tiles = [];

    /// <param name="track">The tube.</param>
    /// <param name="fps">Frames a second of those that will be offered.</param>
    /// <param name="remark">A second line below the caption.</param>
    public ContactSheet(TubeTrack track, double fps, string remark)
    {
        (this.track, this.remark) = (track, remark);
        var (from, to) = track.End > track.Start ? (track.Start, track.End) : (track.SpanStart, track.SpanEnd);
        var count = Math.Clamp((int)Math.Floor((to - from) * fps), 1, Most);
        times = [.. Enumerable.Range(0, count).Select(i => from + ((i + 0.5) * (to - from) / count) - (0.5 / fps))];
    }

    /// <summary>Takes a small copy of a frame, with the box, if one of its second is wanted; frames come in order.</summary>
    public void Offer(Mat frame, double time)
    {
        if (tiles.Count < times.Length && time >= times[tiles.Count] - 1e-9)
        {
            var tile = new Mat();
            Cv2.Resize(frame, tile, new Size(TileWidth, Math.Max(1, frame.Height * TileWidth / frame.Width)), 0, 0, frame.Width > TileWidth ? InterpolationFlags.Area : InterpolationFlags.Cubic);
            new TubePainter(track, tile.Width, tile.Height, (double)TileWidth / frame.Width).DrawBox(tile, time);
            var stamp = FormattableString.Invariant($"{time:0.0} s");
            Cv2.Rectangle(tile, new Rect(0, 0, Lettering.Width(stamp, 11) + 12, 22), Paper, -1);
            Lettering.Write(tile, stamp, new Point(6, 16), 11, Ink);
            tiles.Add((tile, time));
        }
    }

    /// <summary>Writes the page as PNG.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Save(string path)
    {
        var columns = tiles.Count switch { <= 4 => tiles.Count, <= 6 => 3, _ => 4 };
        var rows = (tiles.Count + columns - 1) / columns;
        var tileHeight = tiles.Max(tile => tile.Tile.Height);
        using var page = new Mat(Head + (rows * (tileHeight + Gap)), Math.Max(Gap + (columns * (TileWidth + Gap)), 2 * (TileWidth + Gap)), MatType.CV_8UC3, Paper);
        Lettering.Write(page, Lettering.Fit(track.Caption, 15, page.Width - (2 * Gap)), new Point(Gap, 27), 15, Ink);
        Lettering.Write(page, Lettering.Fit(remark, 11, page.Width - (2 * Gap)), new Point(Gap, 50), 11, Faint);
        for (var i = 0; i < tiles.Count; i++)
        {
            var (x, y) = (Gap + (i % columns * (TileWidth + Gap)), Head + (i / columns * (tileHeight + Gap)));
            using var place = new Mat(page, new Rect(x, y, TileWidth, tiles[i].Tile.Height));
            tiles[i].Tile.CopyTo(place);
        }

        Cv2.CvtColor(page, page, ColorConversionCodes.RGB2BGR);
        if (!Cv2.ImWrite(path, page, new ImageEncodingParam(ImwriteFlags.PngCompression, 9)))
        {
            throw new IOException($"{path} could not be written.");
        }
    }

    public void Dispose() => tiles.ForEach(tile => tile.Tile.Dispose());
}
