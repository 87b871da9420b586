namespace TubeDetr.Data.Drawing;

/// <summary>A predicted tube as it is drawn: when it is there, and where at each moment.</summary>
/// <param name="Caption">The sentence.</param>
/// <param name="SpanStart">Second at which the part of the video begins that was looked at.</param>
/// <param name="SpanEnd">Second at which that part ends.</param>
/// <param name="Start">First second of the tube.</param>
/// <param name="End">Second at which the tube has ended; with <paramref name="Start"/> where there is none.</param>
/// <param name="Boxes">Boxes in pixels of the video with the seconds they belong to, ascending; not empty.</param>
public sealed record TubeTrack(string Caption, double SpanStart, double SpanEnd, double Start, double End, IReadOnlyList<(double Time, PixelBox Box)> Boxes)
{
    /// <summary>The box at a second: between two predictions it goes in a straight line. Null outside the tube.</summary>
    public PixelBox? BoxAt(double time)
    {
        if (time < Start || time >= End)
        {
            return null;
        }

        var next = Boxes.TakeWhile(box => box.Time <= time).Count();
        if (next == 0 || next == Boxes.Count)
        {
            return Boxes[Math.Clamp(next, 0, Boxes.Count - 1)].Box;
        }

        var ((before, a), (after, b)) = (Boxes[next - 1], Boxes[next]);
        var part = (time - before) / (after - before);
        return new(Between(a.X0, b.X0, part), Between(a.Y0, b.Y0, part), Between(a.X1, b.X1, part), Between(a.Y1, b.Y1, part));
    }

    private static double Between(double a, double b, double part) => a + ((b - a) * part);
}
