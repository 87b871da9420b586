using TubeDetr.Data.Video;

namespace TubeDetr.Parity.Datasets;

/// <summary>Stands in for the decoder where only what is asked of it matters.</summary>
internal sealed class NoFrames : IFrameSource
{
    public RgbFrames Read(FrameRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("Cases of data sets have no videos.");
}
