using OpenCvSharp;

namespace TubeDetr.Data.Drawing;

/// <summary>Draws a tube onto a frame of rgb: the box, and below it caption, time, and where in the video the tube lies.</summary>
/// <param name="track">The tube.</param>
/// <param name="width">Pixels of the frame.</param>
/// <param name="height">Pixels of the frame.</param>
/// <param name="scale">Pixels of the frame for a pixel of the video.</param>
internal sealed class TubePainter(TubeTrack track, int width, int height, double scale = 1)
{
    private const int RoomForOutline = 160;
    private const double Shade = 0.35;
    private static readonly Scalar Yellow = new(250, 255, 0); // the original's #FAFF00
    private static readonly Scalar White = new(245, 245, 245);
    private static readonly Scalar Grey = new(130, 130, 130);

    private readonly double letter = Math.Clamp(height / 45.0, 7, 28);

    /// <summary>The box alone; nothing outside the tube.</summary>
    public void DrawBox(Mat frame, double time)
    {
        if (track.BoxAt(time) is { } box)
        {
            var line = Math.Max(1, (int)Math.Round(Math.Min(width, height) / 200.0));
            var (from, to) = (Inside(box.X0, box.Y0), Inside(box.X1, box.Y1));
            if (Math.Min(width, height) >= RoomForOutline)
            {
                Cv2.Rectangle(frame, from, to, new Scalar(0, 0, 0), line + 2, LineTypes.AntiAlias);
            }

            Cv2.Rectangle(frame, from, to, Yellow, line, LineTypes.AntiAlias);
        }
    }

    /// <summary>The band at the lower edge.</summary>
    public void DrawBand(Mat frame, double time)
    {
        var band = (int)Math.Round(letter * 3);
        using var lower = new Mat(frame, new Rect(0, height - band, width, band));
        lower.ConvertTo(lower, -1, Shade);
        var margin = (int)Math.Round(letter);
        var baseline = height - (int)Math.Round(letter * 1.25);
        var clock = FormattableString.Invariant($"{time:0.0} s");
        var clockWidth = Lettering.Width(clock, letter);
        Lettering.Write(frame, clock, new Point(width - margin - clockWidth, baseline), letter, White);
        Lettering.Write(frame, Lettering.Fit(track.Caption, letter, width - clockWidth - (3 * margin)), new Point(margin, baseline), letter, White);
        DrawTimeline(frame, time);
    }

    private void DrawTimeline(Mat frame, double time)
    {
        var thick = Math.Max(2, (int)Math.Round(letter / 4));
        var y = height - thick;
        frame.Rectangle(new Rect(0, y, width, thick), Grey, -1);
        if (track.End > track.Start)
        {
            frame.Rectangle(new Rect(Place(track.Start), y, Math.Max(1, Place(track.End) - Place(track.Start)), thick), Yellow, -1);
        }

        frame.Rectangle(new Rect(Math.Clamp(Place(time) - (thick / 2), 0, width - thick), y - thick, thick, thick * 2), White, -1);
    }

    private int Place(double time) => (int)Math.Round(Math.Clamp((time - track.SpanStart) / (track.SpanEnd - track.SpanStart), 0, 1) * width);

    private Point Inside(double x, double y) => new((int)Math.Round(Math.Clamp(x * scale, 0, width - 1)), (int)Math.Round(Math.Clamp(y * scale, 0, height - 1)));
}
