using System.Text.Json;
using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Video;

namespace TubeDetr.Grid.Cli.Tests.Commands;

[Collection(OneTraining.AtATime)]
public sealed class GroundCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tubedetr-ground-");
    private readonly CommandLine _line = new();

    private string Video => Path.Combine(_folder.FullName, "clip.mp4");

    private string Output => Path.Combine(_folder.FullName, "out");

    [Fact]
    public async Task Ground_SmallModel_PrintsTheTubeAndWritesItsPictures()
    {
        WriteVideo();
        Assert.Equal(ExitCode.Ok, await _line.Run([.. Small("ground", Video, "a red circle"), "--output_dir", Output]));

        using var tube = JsonDocument.Parse(_line.Out);
        Assert.Equal("a red circle", tube.RootElement.GetProperty("caption").GetString());
        Assert.Equal("untrained, from seed 42", tube.RootElement.GetProperty("weights").GetString());
        Assert.Equal(15, tube.RootElement.GetProperty("span").GetProperty("frames").GetInt32());
        Assert.All(tube.RootElement.GetProperty("frames").EnumerateArray(), frame => Assert.Equal(4, frame.GetProperty("box").GetArrayLength()));
        Assert.Equal(_line.Out, await File.ReadAllTextAsync(tube.RootElement.GetProperty("tube_file").GetString()!, TestContext.Current.CancellationToken));
        Assert.Equal(3, VideoProperties.Read(tube.RootElement.GetProperty("annotated").GetString()!).Duration, 0.01);
        Assert.True(File.Exists(tube.RootElement.GetProperty("contact_sheet").GetString()));
        Assert.Contains("learned nothing", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ground_OriginalsNamesForVideoAndSpan_AreUnderstood()
    {
        WriteVideo();
        Assert.Equal(ExitCode.Ok, await _line.Run([.. Small("ground", "--video_example", Video, "--caption_example", "a red circle", "--start_example", "1", "--end_example", "2", "--json"), "--output-dir", Output]));

        using var tube = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal("""{"start":1,"end":2,"fps":5,"frames":5}""", tube.RootElement.GetProperty("span").GetRawText());
    }

    [Theory]
    [InlineData("does not exist", "nothing.mp4", "a dog")]
    [InlineData("is not a video", "text.txt", "a dog")]
    [InlineData("start: 7 s is after the end", "clip.mp4", "a dog", "--start", "7")]
    [InlineData("a sentence missing", "clip.mp4")]
    [InlineData("text_encoder_path: is needed with load", "clip.mp4", "a dog", "--load", "a.pth", "--text_encoder_path", "")]
    [InlineData("lacks config.json", "clip.mp4", "a dog", "--text_encoder_path", "nowhere")]
    [InlineData("--end soon: this is no number of seconds.", "clip.mp4", "a dog", "--end", "soon")]
    [InlineData("did you mean", "clip.mp4", "a dog", "--backbon", "resnet18")]
    public async Task Ground_WhatCannotBe_IsASentence(string expected, string video, params string[] rest)
    {
        WriteVideo();
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "text.txt"), "no video", TestContext.Current.CancellationToken);
        var arguments = rest.Contains("--text_encoder_path", StringComparer.Ordinal) ? ["ground", .. rest] : Small(["ground", .. rest]);

        Assert.Equal(ExitCode.BadInput, await _line.Run([arguments[0], Path.Combine(_folder.FullName, video), .. arguments[1..]]));

        Assert.Contains(expected, _line.Error, StringComparison.Ordinal);
        Assert.Empty(_line.Out);
    }

    /// <summary>The defaults of the original: ResNet-101, RoBERTa-base sized, untrained.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task Ground_FullSize_Works()
    {
        WriteVideo();
        Assert.Equal(ExitCode.Ok, await _line.Run("ground", Video, "a red circle", "--output_dir", Output));
        Assert.Contains("185.5 million parameters", _line.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Small(params string[] arguments)
    {
        var text = Path.Combine(_folder.FullName, "text");
        SyntheticTextEncoder.Write(text);
        return
        [
            .. arguments, "--backbone", "tiny-gn", "--hidden_dim", "32", "--nheads", "2", "--enc_layers", "1", "--dec_layers", "1", "--dim_feedforward", "32", "--stride", "2", "--resolution", "64",
            "--text_encoder_path", text, "--device", "cpu",
        ];
    }

    private void WriteVideo()
    {
        using var encoder = new VideoEncoder(Video, 64, 48, 8);
        for (var i = 0; i < 24; i++)
        {
            encoder.Write(Enumerable.Range(0, 64 * 48 * 3).Select(p => (byte)((p * 7) + (i * 5))).ToArray());
        }

        encoder.Finish();
    }
}
