using TubeDetr.Data.Randomness;
using TubeDetr.Data.Tests.Video;
using TubeDetr.Data.VidStg;

namespace TubeDetr.Data.Tests.VidStg;

public sealed class VidStgDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BlackFrames _frames = new();

    public VidStgDatasetTests() => Directory.CreateDirectory(_folder.At("video"));

    [Fact]
    public void Load_Clip_CarriesItsQuestionTypeAndAsksForItsSegment()
    {
        var dataset = Open(Annotations());
        var clip = dataset.Load(2, new HashRandom(1), TestContext.Current.CancellationToken);
        Assert.Equal("declarative", clip.QuestionType);
        Assert.Equal((10 / 23.976, 240 / 23.976), (_frames.Asked!.Start, _frames.Asked.Duration));
        Assert.Equal(_folder.At("video", "00", "1003.mp4"), _frames.Asked.Path);
    }

    [Theory]
    [InlineData("\"fps\":25,", "\"fps\":4,", "choose a lower fps")]
    [InlineData("\"fps\":25,", "\"fps\":0,", "fps must be positive")]
    [InlineData("\"start_frame\":50,", "\"start_frame\":1350,", "is empty")]
    [InlineData("\"target_id\":1,\"video_id\":1", "\"target_id\":9,\"video_id\":1", "no trajectory of target_id 9 of video 1002")]
    [InlineData("\"tube_end_frame\":400", "\"tube_end_frame\":420", "frame 400 of its tube from 50 to 420 has no box")]
    [InlineData("\"video_id\":1", "\"video_id\":0", "video_id 0 occurs 2 times")]
    [InlineData("\"bbox\":[770,529,", "\"bbox\":[770,", "A trajectory is an object from frame number")]
    [InlineData("\"bbox\":[770,529,", "\"bbox\":[770,900,", "its box of frame 50 has no area inside the 1280x720 picture")]
    public void Open_BrokenAnnotation_NamesFileAndFinding(string find, string replace, string says)
    {
        var text = Annotations();
        Assert.Contains(find, text, StringComparison.Ordinal);
        var error = Assert.Throws<DatasetException>(() => Open(text.Replace(find, replace, StringComparison.Ordinal)));
        Assert.Contains(_folder.At("train.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Annotations() => File.ReadAllText(GoldenFiles.At("data-vidstg", "annotations.json"));

    private TubeDataset Open(string text)
    {
        File.WriteAllText(_folder.At("train.json"), text);
        return VidStgDataset.Open(_folder.Path, _folder.At("train.json"), training: true, new DatasetOptions(), _frames);
    }
}
