using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

public sealed class VideoPropertiesTests
{
    [Fact]
    public void Read_Video_SaysSizeRateAndLength()
    {
        using var folder = new TemporaryFolder();
        var video = SomeVideo.Write(Path.Combine(folder.Path, "a.mp4"), 24);
        Assert.Equal((48, 32, 8.0, 0.0), (video.Width, video.Height, video.Fps, video.Start));
        Assert.Equal(3, video.Duration, 0.01);
    }

    [Fact]
    public void Read_NoFileOrNoVideo_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var text = Path.Combine(folder.Path, "a.txt");
        File.WriteAllText(text, "no video");
        Assert.Contains("does not exist", Assert.Throws<DatasetException>(() => VideoProperties.Read(Path.Combine(folder.Path, "b.mp4"))).Message, StringComparison.Ordinal);
        Assert.Contains("is not a video", Assert.Throws<DatasetException>(() => VideoProperties.Read(text)).Message, StringComparison.Ordinal);
    }
}
