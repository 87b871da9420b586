using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

/// <summary>Notes what was asked for and answers in black, out of one shared buffer.</summary>
public sealed class BlackFrames : IFrameSource
{
    private static byte[] _black = [];

    public FrameRequest? Asked { get; private set; }

    public RgbFrames Read(FrameRequest request, CancellationToken cancellationToken)
    {
        Asked = request;
        if (_black.Length < request.ByteCount)
        {
            _black = new byte[request.ByteCount];
        }

        return new RgbFrames(_black, request.Frames, request.Height, request.Width);
    }
}
