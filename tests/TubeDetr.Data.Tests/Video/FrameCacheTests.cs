using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

public sealed class FrameCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CountingFrames _decoder = new();

    public FrameCacheTests() => File.WriteAllText(_folder.At("v.mp4"), "any");

    [Fact]
    public void Read_SecondTime_ComesFromTheCacheOfAnyProcess()
    {
        var first = Source().Read(Request(), default);
        var second = Source().Read(Request(), default);
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal(1, _decoder.Reads);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    [InlineData(5, 0)]
    [InlineData(40, 0)]
    public void Read_DamagedEntry_IsIgnoredAndWrittenAnew(int flipByte, int keepBytes)
    {
        var expected = Source().Read(Request(), default).Bytes;
        var entry = Assert.Single(Directory.GetFiles(_folder.At("cache")));
        var bytes = File.ReadAllBytes(entry);
        bytes[flipByte] ^= 1;
        File.WriteAllBytes(entry, flipByte > 0 ? bytes : keepBytes < 0 ? [.. bytes.Skip(1), bytes[0], 0] : bytes[..keepBytes]);
        Assert.Equal(expected, Source().Read(Request(), default).Bytes);
        Assert.Equal(2, _decoder.Reads);
        Assert.Equal(expected, Source().Read(Request(), default).Bytes);
        Assert.Equal(2, _decoder.Reads);
    }

    [Fact]
    public void Read_AnotherRequestOrChangedFile_IsDecodedAnew()
    {
        Source().Read(Request(), default);
        Source().Read(Request() with { Fps = 2 }, default);
        Source().Read(Request() with { Start = 1 }, default);
        File.WriteAllText(_folder.At("v.mp4"), "changed");
        Source().Read(Request(), default);
        Assert.Equal(4, _decoder.Reads);
    }

    [Fact]
    public void Add_BeyondTheLimit_IsRefusedAndSaysSo()
    {
        var cache = new FrameCache(_folder.At("cache"), 1000);
        var source = new CachedFrameSource(_decoder, cache);
        for (var i = 0; i < 30; i++)
        {
            source.Read(Request() with { Start = i }, default);
        }

        var held = Directory.GetFiles(_folder.At("cache")).Sum(f => new FileInfo(f).Length);
        Assert.InRange(held, 1, 1000);
        Assert.Contains("1000 bytes", cache.Closed, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AbandonedTemporary_IsRemovedAfterAnHour()
    {
        Directory.CreateDirectory(_folder.At("cache"));
        var (old, young) = (_folder.At("cache", "a.tmp"), _folder.At("cache", "b.tmp"));
        File.WriteAllText(old, "x");
        File.WriteAllText(young, "x");
        var clock = new FixedTime(new DateTimeOffset(File.GetLastWriteTimeUtc(young)));
        File.SetLastWriteTimeUtc(old, clock.GetUtcNow().UtcDateTime.AddHours(-2));
        _ = new FrameCache(_folder.At("cache"), 1000, clock);
        Assert.Equal([young], Directory.GetFiles(_folder.At("cache")));
    }

    [Fact]
    public void Open_FolderThatCannotBe_SaysSo()
    {
        var error = Assert.Throws<DatasetException>(() => new FrameCache(_folder.At("v.mp4", "cache"), 1000));
        Assert.Contains("v.mp4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prefetch_SeveralClips_KeepsTheVeryFramesOfSingleDecoding()
    {
        FrameRequest[] requests = [new(GoldenFiles.At("video", "v25.mp4"), 0, 4, 5, 20, 64, 48), new(GoldenFiles.At("video", "v2997.mp4"), 0, 4, 1.75, 7, 64, 48), new(GoldenFiles.At("video", "v25.mp4"), 1, 2, 5, 10, 64, 48)];
        var source = Source();
        source.Prefetch(requests, TestContext.Current.CancellationToken);
        Assert.Equal(3, Directory.GetFiles(_folder.At("cache")).Length);
        var single = new FfmpegDecoder();
        Assert.All(requests, r => Assert.Equal(single.Read(r, TestContext.Current.CancellationToken).Bytes, source.Read(r, default).Bytes));
        Assert.Equal(0, _decoder.Reads);
    }

    [Fact]
    public void Prefetch_OneBrokenVideo_LeavesTheComplaintToItsReading()
    {
        FrameRequest good = new(GoldenFiles.At("video", "v25.mp4"), 0, 4, 5, 20, 64, 48);
        var source = new CachedFrameSource(new FfmpegDecoder(), new FrameCache(_folder.At("cache"), 1 << 20));
        source.Prefetch([good, Request()], TestContext.Current.CancellationToken);
        Assert.Equal(20, source.Read(good, default).Frames);
        Assert.Throws<DatasetException>(() => source.Read(Request(), default));
    }

    public void Dispose() => _folder.Dispose();

    private CachedFrameSource Source() => new(_decoder, new FrameCache(_folder.At("cache"), 1 << 20));

    private FrameRequest Request() => new(_folder.At("v.mp4"), 0, 4, 1, 4, 5, 6);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class CountingFrames : IFrameSource
    {
        public int Reads { get; private set; }

        public RgbFrames Read(FrameRequest request, CancellationToken cancellationToken)
        {
            Reads++;
            return new RgbFrames([.. Enumerable.Range(0, request.ByteCount).Select(i => (byte)(i * 7))], request.Frames, request.Height, request.Width);
        }
    }
}
