using TubeDetr.Data.Video;
using TubeDetr.Training.Grounding;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Grounding;

public sealed class GroundingSpanTests
{
    private static readonly VideoProperties Video = new("a.mp4", 64, 48, 25, 0, 80);

    [Fact]
    public void Of_WholeVideo_TakesAsManyFramesAsTheModelCan()
    {
        var span = GroundingSpan.Of(Video, null, null, new());
        Assert.Equal((0.0, 80.0, 2.5), (span.Start, span.Duration, span.Fps));
    }

    [Fact]
    public void Of_ShortSpan_TakesFramesAtFps() => Assert.Equal(5, GroundingSpan.Of(Video, 10, 20.5, new()).Fps);

    [Fact]
    public void Of_ShorterTraining_LimitsTheFrames() => Assert.Equal(1.25, GroundingSpan.Of(Video, null, null, new() { VideoMaxLenTrain = 100 }).Fps);

    [Theory]
    [InlineData(-2.0, null, "before the beginning")]
    [InlineData(80.0, null, "start: 80 s is after the end")]
    [InlineData(null, 81.0, "end: 81 s is after the end; a.mp4 goes from 0 to 80 s")]
    [InlineData(10.0, 10.0, "is not after start")]
    public void Of_SpanOutsideTheVideo_IsRefused(double? start, double? end, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidOptionsException>(() => GroundingSpan.Of(Video, start, end, new())).Message, StringComparison.Ordinal);
}
