using TubeDetr.Data;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests;

/// <summary>Sessions over VidSTG, over both data sets, in chunks, and with videos that cannot be read.</summary>
public sealed class TrainingDataTests : IDisposable
{
    private readonly SyntheticClips clips;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-data-");
    private readonly List<string> log = [];

    public TrainingDataTests(SyntheticClips clips)
    {
        this.clips = clips;
        VidStgFolder.Write(folder.FullName, clips.Report.Folder, ("train_proc.json", "train.json"), ("train_proc.json", "train_8.json"), ("test_proc.json", "val.json"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void TrainEpoch_BothDataSetsInChunks_TakesTheStepsOfEach()
    {
        using var session = Open(("combine_datasets", "hcstvg,vidstg"), ("combine_datasets_val", "vidstg"), ("epoch_chunks", "5"), ("batch_size", "2"));

        // 36 clips in chunks of 8, 8, 8, 8 and 4.
        Assert.Equal(4, session.StepsPerEpoch);
        Assert.Equal(4, session.TrainEpoch().Step);
        Assert.Contains("declarative_viou", session.Evaluate().Metrics.Keys);
    }

    [Fact]
    public void TrainEpoch_VideoMissing_EndsWithItsNameUnlessSkipped()
    {
        Break("train_8.json");
        (string, string)[] options = [("combine_datasets", "vidstg"), ("combine_datasets_val", "hcstvg"), ("batch_size", "6")];
        using (var strict = Open(options))
        {
            Assert.Contains("gone.mp4 does not exist", Assert.Throws<DatasetException>(() => strict.TrainEpoch()).Message, StringComparison.Ordinal);
        }

        using var session = Open([.. options, ("broken_videos", "skip")]);
        var report = session.TrainEpoch();

        Assert.Equal((3L, 1d), (report.Step, report.Averages["skipped_clips"]));
        Assert.Contains("gone.mp4 does not exist", Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_VideoMissingAndSkipped_IsCountedAndLeftOutOfTheAverages()
    {
        Break("val.json");
        using var session = Open(("combine_datasets", "hcstvg"), ("combine_datasets_val", "vidstg"), ("broken_videos", "skip"));

        var report = session.Evaluate();

        Assert.Equal(1, report.Metrics["missing_videos"]);
        Assert.Single(report.Sets[0].Videos);
        Assert.EndsWith("gone.mp4", Assert.Single(report.Sets[0].Missing).VideoPath, StringComparison.Ordinal);
        Assert.Contains("gone.mp4", Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ConfigurationThatSetsAnOption_IsRefused()
    {
        var path = Path.Combine(folder.FullName, "dataset.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("{", "{\"stride\": 4, ", StringComparison.Ordinal));

        var fault = Assert.Throws<InvalidOptionsException>(() => Open());

        Assert.Contains("give stride as an option instead", fault.Message, StringComparison.Ordinal);
    }

    private void Break(string part)
    {
        var path = Path.Combine(folder.FullName, part);
        var text = File.ReadAllText(path);
        var start = text.IndexOf("\"video_path\":\"", StringComparison.Ordinal) + "\"video_path\":\"".Length;
        File.WriteAllText(path, text[..start] + "gone.mp4" + text[text.IndexOf('"', start)..]);
    }

    private TrainingSession Open(params (string Name, string Value)[] changes) =>
        TrainingSession.Create(SyntheticClips.Options([("dataset_config", folder.FullName), .. changes]), clips.Environment with { Log = log.Add });
}
