using TubeDetr.Data.Synthetic;

namespace TubeDetr.Data.Tests;

public sealed class VideoGroundingDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Open_EverythingMissing_NamesAllOfIt()
    {
        File.WriteAllText(_folder.At("dataset.json"), """{ "hcstvg_vid_path": "videos", "hcstvg_ann_path": "ann", "text_encoder_path": "text" }""");
        var config = DatasetConfig.Load(_folder.Path);
        Assert.Equal(_folder.At("videos"), config.HcstvgVidPath);
        var error = Assert.Throws<DatasetException>(() => VideoGroundingData.Open(config, new DatasetOptions()));
        foreach (var name in new[] { _folder.At("ann", "train_proc.json"), _folder.At("ann", "test_proc.json"), _folder.At("text") })
        {
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("{", "not in the expected format")]
    [InlineData("{\"combine_datasets\": [\"coco\"]}", "coco")]
    public void Load_BrokenConfig_SaysWhatIsWrong(string? content, string says)
    {
        if (content is not null)
        {
            File.WriteAllText(_folder.At("dataset.json"), content);
        }

        var error = Assert.Throws<DatasetException>(() => DatasetConfig.Load(_folder.At("dataset.json")));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.At("dataset.json"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"hcstvg_ann_path\": \".\"}", "hcstvg_vid_path")]
    [InlineData("{\"hcstvg_ann_path\": \".\", \"hcstvg_vid_path\": \".\", \"combine_datasets\": [\"vidstg\"]}", "vidstg_ann_path")]
    [InlineData("{\"combine_datasets\": []}", "at least one data set in combine_datasets")]
    [InlineData("{\"combine_datasets_val\": []}", "at least one data set in combine_datasets_val")]
    public void Open_ConfigThatDoesNotSuffice_SaysWhatIsMissing(string content, string says)
    {
        File.WriteAllText(_folder.At("dataset.json"), content);
        var error = Assert.Throws<DatasetException>(() => VideoGroundingData.Open(DatasetConfig.Load(_folder.Path), new DatasetOptions()));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.At("dataset.json"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SyntheticSet_GivesEightAlignedFramesAClip()
    {
        var report = SyntheticDataset.Generate(_folder.At("set"), new SyntheticOptions { Clips = 10 }, cancellationToken: TestContext.Current.CancellationToken);
        var data = VideoGroundingData.Open(DatasetConfig.Load(report.ConfigPath), new DatasetOptions { Resolution = 64, VideoMaxLen = 8, Stride = 2 });
        Assert.Equal((9, 1), (data.Train!.Count, data.Evaluation[0].Dataset.Count));
        Assert.All(data.Train!.Tubes.Concat(data.Evaluation[0].Dataset.Tubes), tube =>
        {
            Assert.Equal([0, 12, 24, 37, 49, 61, 74, 86], tube.FrameIds);
            Assert.Contains(tube.StartFrame, tube.FrameIds);
            Assert.Contains(tube.EndFrame - 2, tube.FrameIds);
        });
        Assert.Equal(report.Folder, Path.GetDirectoryName(data.TextEncoderFolder));
    }

    public void Dispose() => _folder.Dispose();
}
