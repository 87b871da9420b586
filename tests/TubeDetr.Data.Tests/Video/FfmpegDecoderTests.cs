using System.Security.Cryptography;
using TubeDetr.Data.Tests.Golden;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Video;

public sealed class FfmpegDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FfmpegDecoder _decoder = new();

    public static TheoryData<string, int, int> Extractions()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var name in GoldenCase.Names("video").Select(row => row.Data))
        {
            var files = GoldenCase.Named(name).Json.GetProperty("files");
            for (var f = 0; f < files.GetArrayLength(); f++)
            {
                for (var e = 0; e < files[f].GetProperty("extractions").GetArrayLength(); e++)
                {
                    data.Add(name, f, e);
                }
            }
        }

        return data;
    }

    /// <summary>The bytes of a decoded frame depend on ffmpeg's scaler; which frame it is does not, and is told from a decoding of all frames here.</summary>
    [Theory]
    [MemberData(nameof(Extractions))]
    public void Read_StartDurationFps_PicksTheFramesOfTheOriginal(string name, int fileIndex, int index)
    {
        var golden = GoldenCase.Named(name);
        var file = golden.Json.GetProperty("files")[fileIndex];
        var extraction = file.GetProperty("extractions")[index];
        var request = new FrameRequest(
            golden.FileAt(file.GetProperty("file").GetString()!),
            extraction.GetProperty("ss").GetDouble(),
            extraction.GetProperty("t").GetDouble(),
            extraction.GetProperty("fps").GetDouble(),
            extraction.GetProperty("n_frames").GetInt32(),
            file.GetProperty("width").GetInt32(),
            file.GetProperty("height").GetInt32());
        var picked = Hashes(_decoder.Read(request, TestContext.Current.CancellationToken));
        var all = Hashes(_decoder.Read(AllFrames(file, request), TestContext.Current.CancellationToken));
        Assert.Equal(extraction.GetProperty("source_index").EnumerateArray().Select(i => all[i.GetInt32()]), picked, StringComparer.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        var error = Assert.Throws<DatasetException>(() => Read(Request(_folder.At("none.mp4"))));
        Assert.Contains("none.mp4 does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenFile_NamesItAndRepeatsFfmpeg()
    {
        File.WriteAllText(_folder.At("broken.mp4"), "no video");
        var error = Assert.Throws<DatasetException>(() => Read(Request(_folder.At("broken.mp4"))));
        Assert.Contains("broken.mp4 could not be decoded", error.Message, StringComparison.Ordinal);
        Assert.Contains("Invalid data found", error.Message, StringComparison.Ordinal);
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
    }

    [Fact]
    public void Read_NoFfmpeg_NamesThePackage()
    {
        var error = Assert.Throws<DatasetException>(() => new FfmpegDecoder("no-such-ffmpeg").Read(Request(Golden()), TestContext.Current.CancellationToken));
        Assert.Contains("apt-get install ffmpeg", error.Message, StringComparison.Ordinal);
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

    private static string Golden() => GoldenCase.Named("video").FileAt("v25.mp4");

    private static FrameRequest Request(string path) => new(path, 0, 4, 5, 20, 64, 48);

    private static FrameRequest AllFrames(System.Text.Json.JsonElement file, FrameRequest request)
    {
        var rate = file.GetProperty("probe").GetProperty("r_frame_rate").GetString()!.Split('/').Select(p => double.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return request with { Start = 0, Duration = 100, Fps = rate[0] / rate[1], Frames = file.GetProperty("frames_md5").GetArrayLength() };
    }

    private static string[] Hashes(RgbFrames frames)
        => [.. Enumerable.Range(0, frames.Frames).Select(i => Convert.ToHexString(SHA256.HashData(frames.Bytes.AsSpan(i * frames.FrameSize, frames.FrameSize))))];

    private RgbFrames Read(FrameRequest request) => _decoder.Read(request, TestContext.Current.CancellationToken);
}
