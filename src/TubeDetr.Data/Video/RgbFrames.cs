using TubeDetr.Data.Transforms;

namespace TubeDetr.Data.Video;

/// <summary>Consecutive frames of packed 8-bit rgb, [frames, height, width, 3].</summary>
public sealed record RgbFrames(byte[] Bytes, int Frames, int Height, int Width) : IClipPixels
{
    /// <summary>Bytes of one frame.</summary>
    public int FrameSize => Height * Width * 3;

    /// <inheritdoc/>
    public void WriteRow(int frame, int channel, int y, Span<float> row)
    {
        var table = PixelNormalization.For(channel);
        var source = Bytes.AsSpan(frame * FrameSize + y * Width * 3, Width * 3);
        for (int x = 0, s = channel; x < row.Length; x++, s += 3)
        {
            row[x] = table[source[s]];
        }
    }
}
