using OpenCvSharp;
using TubeDetr.Data.Drawing;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Drawing;

public sealed class FilmStripTests
{
    [Fact]
    public void Of_MoreFramesThanFit_ShowsEvenlyChosenOnesInOrder()
    {
        var strip = FilmStrip.Of(Brightening(200, 40, 20), [.. Enumerable.Range(0, 200).Select(i => 3 * i)]);

        Assert.Equal((FilmStrip.Most, 40, 20), (strip.FrameIds.Count, strip.Width, strip.Height));
        Assert.Equal([0, 6, 12, 18], strip.FrameIds.Take(4));
        using var page = Cv2.ImDecode(strip.Jpeg, ImreadModes.Color);
        Assert.Equal((strip.Columns * 40, 10 * 20), (page.Width, page.Height));
        Assert.InRange(page.At<Vec3b>(10, 20).Item0, 0, 3);
        Assert.InRange(page.At<Vec3b>(190, 380).Item0, 195, 201);
    }

    [Fact]
    public void Of_WideFrames_AreMadeSmallerInProportion()
    {
        var strip = FilmStrip.Of(Brightening(3, 1280, 720), [5, 6, 7]);

        Assert.Equal((3, 320, 180), (strip.Columns, strip.Width, strip.Height));
        Assert.Equal([5, 6, 7], strip.FrameIds);
    }

    private static RgbFrames Brightening(int frames, int width, int height) =>
        new([.. Enumerable.Range(0, frames).SelectMany(i => Enumerable.Repeat((byte)i, width * height * 3))], frames, height, width);
}
