namespace TubeDetr.Data.Transforms;

/// <summary>Box arithmetic in float32, operation for operation that of the original's transforms.</summary>
public static class BoxMath
{
    /// <summary>Corners of an annotated (left, top, width, height), clamped to the frame; null when nothing of it is left (<c>prepare</c>).</summary>
    public static BoxF? Prepare(double left, double top, double width, double height, int frameWidth, int frameHeight)
    {
        var (x0, y0) = ((float)left, (float)top);
        var (x1, y1) = ((float)width + x0, (float)height + y0);
        var box = new BoxF(
            Math.Clamp(x0, 0, frameWidth), Math.Clamp(y0, 0, frameHeight), Math.Clamp(x1, 0, frameWidth), Math.Clamp(y1, 0, frameHeight));
        return box.C > box.A && box.D > box.B ? box : null;
    }

    public static BoxF Scale(BoxF box, float ratioWidth, float ratioHeight)
        => new(box.A * ratioWidth, box.B * ratioHeight, box.C * ratioWidth, box.D * ratioHeight);

    /// <summary>Corners inside the crop; null when no area is left.</summary>
    public static BoxF? Crop(BoxF box, CropStep crop)
    {
        var cropped = new BoxF(
            ClampTo(box.A - crop.Left, crop.Width), ClampTo(box.B - crop.Top, crop.Height),
            ClampTo(box.C - crop.Left, crop.Width), ClampTo(box.D - crop.Top, crop.Height));
        return cropped.C > cropped.A && cropped.D > cropped.B ? cropped : null;
    }

    /// <summary>(cx, cy, w, h) relative to the frame.</summary>
    public static BoxF Normalise(BoxF box, int width, int height)
        => new((box.A + box.C) / 2 / width, (box.B + box.D) / 2 / height, (box.C - box.A) / width, (box.D - box.B) / height);

    private static float ClampTo(float value, int end) => Math.Max(Math.Min(value, end), 0);
}
