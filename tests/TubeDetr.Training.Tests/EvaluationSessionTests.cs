using System.Globalization;
using System.Text.Json;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Training.Tests;

/// <summary>The synthetic videos as HC-STVG and, with the same annotations in the other format, as VidSTG.</summary>
public sealed class EvaluationSessionTests : IDisposable
{
    private readonly SyntheticClips clips;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-evaluation-");

    public EvaluationSessionTests(SyntheticClips clips)
    {
        this.clips = clips;
        VidStgFolder.Write(folder.FullName, clips.Report.Folder, ("test_proc.json", "val.json"), ("test_proc.json", "test.json"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Evaluate_TwoDataSets_ReportsEachUnderItsName()
    {
        var report = Evaluate(null, ("combine_datasets_val", "hcstvg,vidstg"));

        Assert.Equal(["hcstvg", "vidstg"], report.Sets.Select(set => set.Name));
        Assert.Equal(report.Sets[0].Losses["loss"], report.Losses["hcstvg_loss"]);
        Assert.Equal(report.Sets[0].Videos.Count, report.Sets[1].Videos.Count);
        Assert.Contains("vidstg_declarative_viou", report.Metrics.Keys);
        Assert.Contains("vidstg_interrogative_gt_viou@0.5", report.Metrics.Keys);
        Assert.DoesNotContain("hcstvg_declarative_viou", report.Metrics.Keys);
    }

    [Fact]
    public void Evaluate_VidStgWithoutStartEndHead_ScoresFirstFramesUnlessMended()
    {
        (string, string)[] options = [("combine_datasets_val", "vidstg"), ("sted", "false"), ("guided_attn", "false")];

        var original = Evaluate(null, options);
        var mended = Evaluate(null, [.. options, ("score_whole_tube", "true")]);

        Assert.All(original.Sets[0].Videos, video => Assert.Single(video.Score.FrameIous));
        Assert.Contains(mended.Sets[0].Videos, video => video.Score.FrameIous.Count > 1);
        Assert.DoesNotContain("viou", original.Metrics.Keys);
    }

    [Fact]
    public void Evaluate_Test_KeepsPredictionsAndAttention()
    {
        var output = Path.Combine(folder.FullName, "out");

        var report = Evaluate(output, ("combine_datasets_val", "vidstg"), ("video_max_len_train", "4"));

        var statistics = JsonElement.Parse(File.ReadAllBytes(Path.Combine(output, "log_stats.json")));
        var written = statistics.GetProperty("test_vidstg_vidstg");
        Assert.Equal(report.Sets[0].Metrics["declarative_viou"], written.GetProperty("declarative_viou").GetDouble());
        Assert.True(statistics.GetProperty("n_parameters").GetInt64() > 1000);
        foreach (var video in report.Sets[0].Videos)
        {
            Assert.All(video.Truth.FrameIds, frame => Assert.True(written.GetProperty("predictions").TryGetProperty(string.Create(CultureInfo.InvariantCulture, $"{video.Truth.VideoId}_{frame}"), out _)));
            using var file = SafetensorsFile.Open(Path.Combine(output, "attention_vidstg", video.Truth.VideoId + ".safetensors"));
            var shapes = file.Entries.ToDictionary(entry => entry.Name, entry => entry.Tensor.Shape);
            Assert.Equal([video.Truth.FrameIds.Count, video.Truth.FrameIds.Count], shapes["tsa_weights"]);
            Assert.Equal([video.Truth.FrameIds.Count, 2], shapes["pred_sted"]);
            Assert.Equal(video.Truth.FrameIds.Count, shapes["text_weights"][0]);
            Assert.Equal(3, shapes["spatial_weights"].Count);
        }
    }

    private EvaluationReport Evaluate(string? output, params (string Name, string Value)[] changes)
    {
        var options = SyntheticClips.Options([("dataset_config", folder.FullName), .. changes]) with { Test = output is not null };
        using var session = EvaluationSession.Open(options, clips.Environment);
        return session.Evaluate(output);
    }
}
