namespace TubeDetr.Data.Tests;

/// <summary>Pixels of a recorded clip, [3, T, H, W].</summary>
public sealed class FloatPixels(float[] values, int[] shape) : IClipPixels
{
    public int Frames => shape[1];

    public int Height => shape[2];

    public int Width => shape[3];

    public void WriteRow(int frame, int channel, int y, Span<float> row)
        => values.AsSpan(((channel * Frames + frame) * Height + y) * Width, Width).CopyTo(row);
}
