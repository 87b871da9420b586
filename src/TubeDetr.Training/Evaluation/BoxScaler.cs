using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>From the model's boxes to pixels (<c>PostProcess</c> of the original), in single precision as it computes them.</summary>
public static class BoxScaler
{
    /// <summary>Normalised (cx, cy, w, h) to corners in a frame of this height and width.</summary>
    public static PixelBox ToPixels(ReadOnlySpan<float> box, (int Height, int Width) frame) => new(
        (box[0] - (0.5f * box[2])) * frame.Width,
        (box[1] - (0.5f * box[3])) * frame.Height,
        (box[0] + (0.5f * box[2])) * frame.Width,
        (box[1] + (0.5f * box[3])) * frame.Height);
}
