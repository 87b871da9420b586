using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

public sealed class VideoSpanTests
{
    [Fact]
    public void Decode_PartOfAVideo_GivesItsFramesInOrder()
    {
        using var folder = new TemporaryFolder();
        var span = new VideoSpan(SomeVideo.Write(Path.Combine(folder.Path, "a.mp4"), 32), 1, 2, 4);
        var brightness = span.Decode(TestContext.Current.CancellationToken).Select(frame => (int)frame[0]).ToArray();
        Assert.Equal(span.Frames, brightness.Length);
        Assert.Equal(brightness.Order(), brightness);
        Assert.InRange(brightness[0], 60, 85);
        Assert.Equal((1.5, 1.5625), (span.BeginOf(2), span.TimeOf(2)));
    }

    [Fact]
    public void Decode_NothingThere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var video = SomeVideo.Write(Path.Combine(folder.Path, "a.mp4"), 8);
        Assert.Contains("gave 0 frames", Assert.Throws<DatasetException>(() => new VideoSpan(video, 5, 1, 4).Decode(TestContext.Current.CancellationToken).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Cancelled_Stops()
    {
        using var folder = new TemporaryFolder();
        var video = SomeVideo.Write(Path.Combine(folder.Path, "a.mp4"), 8);
        Assert.Throws<OperationCanceledException>(() => new VideoSpan(video, 0, 1, 4).Decode(new CancellationToken(canceled: true)).Count());
    }
}
