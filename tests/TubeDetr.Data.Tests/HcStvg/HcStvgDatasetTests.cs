using System.Text.Json.Nodes;
using TubeDetr.Data.HcStvg;
using TubeDetr.Data.Tests.Video;

namespace TubeDetr.Data.Tests.HcStvg;

public sealed class HcStvgDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BlackFrames _frames = new();

    public HcStvgDatasetTests() => Directory.CreateDirectory(_folder.At("video"));

    [Theory]
    [InlineData("tube_end_frame\": 121", "tube_end_frame\": 300", "has only 120 boxes")]
    [InlineData("\"frame_count\": 500, \"width\": 640", "\"frame_count\": 50, \"width\": 640", "choose a lower fps")]
    [InlineData("\"video_id\": 1", "\"video_id\": 0", "video_id 0 occurs 2 times")]
    [InlineData("[478, 264, 116, 99]", "[478, 264, \"116\", 99]", "list of boxes")]
    [InlineData("[464, 251", "[464, ", "not in the expected format")]
    public void Open_BrokenAnnotation_NamesFileAndFinding(string find, string replace, string says)
    {
        var path = _folder.At("train_proc.json");
        var text = File.ReadAllText(GoldenFiles.At("data-hcstvg", "annotations.json"));
        File.WriteAllText(path, text.Contains(find, StringComparison.Ordinal) ? text.Replace(find, replace, StringComparison.Ordinal) : text[..^2]);
        var error = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.Path, path, training: true, new DatasetOptions(), _frames));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BoxOutsideThePicture_IsRefused()
    {
        var path = _folder.At("train_proc.json");
        var text = File.ReadAllText(GoldenFiles.At("data-hcstvg", "annotations.json"));
        var box = JsonNode.Parse(text)![0]!["trajectory"]![4]!.ToJsonString().Replace(",", ", ", StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(box, "[700, 20, 30, 30]", StringComparison.Ordinal));
        var error = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.Path, path, training: true, new DatasetOptions(), _frames));
        Assert.Contains("its box of frame 5 has no area inside the 640x480 picture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingVideoFolderAndAnnotation_SaysWhatToDo()
    {
        var annotations = GoldenFiles.At("data-hcstvg", "annotations.json");
        var noFolder = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.At("none"), annotations, training: true, new DatasetOptions(), _frames));
        Assert.Contains("put the videos there", noFolder.Message, StringComparison.Ordinal);
        var noFile = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.Path, _folder.At("none.json"), training: true, new DatasetOptions(), _frames));
        Assert.Contains("data prepare", noFile.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
