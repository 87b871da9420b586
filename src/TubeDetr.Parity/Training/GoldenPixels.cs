using TorchSharp;
using TubeDetr.Data;

namespace TubeDetr.Parity.Training;

/// <summary>Frames [t, 3, h, w] of a golden case as a clip's pixels.</summary>
internal sealed class GoldenPixels(torch.Tensor frames) : IClipPixels
{
    private readonly float[] numbers = frames.contiguous().data<float>().ToArray();

    public int Frames { get; } = (int)frames.shape[0];

    public int Height { get; } = (int)frames.shape[2];

    public int Width { get; } = (int)frames.shape[3];

    public void WriteRow(int frame, int channel, int y, Span<float> row) => numbers.AsSpan(((((frame * 3) + channel) * Height) + y) * Width, Width).CopyTo(row);
}
