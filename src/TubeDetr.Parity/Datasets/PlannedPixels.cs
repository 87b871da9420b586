using TubeDetr.Data;

namespace TubeDetr.Parity.Datasets;

/// <summary>Frames of a known size that nobody looks at.</summary>
internal sealed record PlannedPixels(int Frames, int Height, int Width) : IClipPixels
{
    public void WriteRow(int frame, int channel, int y, Span<float> row) => throw new NotSupportedException("These frames have no pixels.");
}
