using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

public sealed class VideoEncoderTests
{
    [Fact]
    public void Finish_OddSize_IsPaddedToEven()
    {
        using var folder = new TemporaryFolder();
        var video = SomeVideo.Write(Path.Combine(folder.Path, "a.mp4"), 4, width: 47, height: 31);
        Assert.Equal((48, 32), (video.Width, video.Height));
    }

    [Fact]
    public void Finish_FolderThatIsNotThere_SaysWhatFfmpegSaid()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DatasetException>(() => SomeVideo.Write(Path.Combine(folder.Path, "none", "a.mp4"), 4));
        Assert.Contains("No such file or directory", error.Message, StringComparison.Ordinal);
    }
}
