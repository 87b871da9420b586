using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

/// <summary>A video whose frames get brighter.</summary>
internal static class SomeVideo
{
    public static VideoProperties Write(string path, int frames, int width = 48, int height = 32, double fps = 8)
    {
        using var encoder = new VideoEncoder(path, width, height, fps);
        for (var i = 0; i < frames; i++)
        {
            encoder.Write(Enumerable.Repeat((byte)(20 + (i * 200 / frames)), width * height * 3).ToArray());
        }

        encoder.Finish();
        return VideoProperties.Read(path);
    }
}
