using TorchSharp;
using TubeDetr.Data;

namespace TubeDetr.Parity.Datasets;

/// <summary>Normalised frames of a clip as the original keeps them.</summary>
internal static class PixelPlanes
{
    /// <summary>Float [3, T, H, W].</summary>
    public static torch.Tensor Of(IClipPixels clip)
    {
        var planes = new float[3 * clip.Frames * clip.Height * clip.Width];
        var rows = from channel in Enumerable.Range(0, 3) from frame in Enumerable.Range(0, clip.Frames) from y in Enumerable.Range(0, clip.Height) select (channel, frame, y);
        foreach (var (i, (channel, frame, y)) in rows.Index())
        {
            clip.WriteRow(frame, channel, y, planes.AsSpan(i * clip.Width, clip.Width));
        }

        return torch.tensor(planes, [3, clip.Frames, clip.Height, clip.Width]);
    }
}
