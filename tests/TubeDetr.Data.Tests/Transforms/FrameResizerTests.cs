using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Transforms;

public sealed class FrameResizerTests
{
    [Fact]
    public void Apply_CropAndRange_CutsTheRegionOutOfThoseFrames()
    {
        var frames = new RgbFrames([.. Enumerable.Range(0, 3 * 4 * 5 * 3).Select(i => (byte)i)], 3, 4, 5);
        var cut = FrameResizer.Apply(frames, [new CropStep(1, 2, 2, 3)], 1, 2);
        byte[] expected = [.. from f in Enumerable.Range(1, 2) from y in Enumerable.Range(1, 2) from x in Enumerable.Range(2, 3) from c in Enumerable.Range(0, 3) select (byte)(((f * 4 + y) * 5 + x) * 3 + c)];
        Assert.Equal(expected, cut.Bytes);
    }
}
