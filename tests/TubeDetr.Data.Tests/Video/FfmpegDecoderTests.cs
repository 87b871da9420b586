using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

public sealed class FfmpegDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FfmpegDecoder _decoder = new();

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        var error = Assert.Throws<DatasetException>(() => Read(Request(_folder.At("none.mp4"))));
        Assert.Contains("none.mp4 does not exist", error.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.At("none.mp4"), error.VideoPath);
    }

    [Fact]
    public void Read_BrokenFile_NamesItAndRepeatsFfmpeg()
    {
        File.WriteAllText(_folder.At("broken.mp4"), "no video");
        var error = Assert.Throws<DatasetException>(() => Read(Request(_folder.At("broken.mp4"))));
        Assert.Contains("broken.mp4 could not be decoded", error.Message, StringComparison.Ordinal);
        Assert.Contains("Invalid data found", error.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.At("broken.mp4"), error.VideoPath);
    }

    [Theory]
    [InlineData(30, 64, 48, "gave 20 frames")]
    [InlineData(12, 64, 48, "gave 20 frames")]
    [InlineData(20, 64, 60, "gave 16 frames of 64x60")]
    public void Read_OtherCountOrSize_SaysWhatCame(int frames, int width, int height, string says)
    {
        var error = Assert.Throws<DatasetException>(() => Read(Request(Golden()) with { Frames = frames, Width = width, Height = height }));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("v25.mp4", error.Message, StringComparison.Ordinal);
        Assert.Equal(Golden(), error.VideoPath);
    }

    [Fact]
    public void Read_NoFfmpeg_NamesThePackage()
    {
        var error = Assert.Throws<DatasetException>(() => new FfmpegDecoder("no-such-ffmpeg").Read(Request(Golden()), TestContext.Current.CancellationToken));
        Assert.Contains("apt-get install ffmpeg", error.Message, StringComparison.Ordinal);
        Assert.Null(error.VideoPath);
    }

    [Fact]
    public void Read_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => _decoder.Read(Request(Golden()), cancel.Token));
    }

    [Fact]
    public void ByteCount_BeyondAnArray_SaysWhatToLower()
    {
        var error = Assert.Throws<DatasetException>(() => Read(Request(Golden()) with { Frames = 400, Width = 1920, Height = 1080 }));
        Assert.Contains("lower video_max_len", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Golden() => GoldenFiles.At("video", "v25.mp4");

    private static FrameRequest Request(string path) => new(path, 0, 4, 5, 20, 64, 48);

    private RgbFrames Read(FrameRequest request) => _decoder.Read(request, TestContext.Current.CancellationToken);
}
