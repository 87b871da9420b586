using System.Text;
using System.Text.Json;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class EvaluationJsonTests
{
    [Fact]
    public void WriteStatistics_WithPredictions_HasTheOriginalsStructure()
    {
        var evaluator = new TubeEvaluator([SomeTubes.Tube("7")]);
        SomeTubes.Predict(evaluator, "7", "declarative", new(0, 0, 5, 2.5));
        var report = new SetReport("vidstg", new Dictionary<string, double> { ["loss"] = 2.5 }, evaluator.Results());

        var written = JsonElement.Parse(Write(report, withPredictions: true));

        Assert.Equal(2.5, written.GetProperty("test_vidstg_loss").GetDouble());
        var set = written.GetProperty("test_vidstg_vidstg");
        Assert.Equal(0.5, set.GetProperty("declarative_viou").GetDouble());
        Assert.Equal("[0,0,5,2.5]", set.GetProperty("predictions").GetProperty("7_1").GetProperty("boxes")[0].GetRawText());
        Assert.Equal("""{"sted":[1,2],"qtype":"declarative"}""", set.GetProperty("video_predictions").GetProperty("7").GetRawText());
        Assert.Equal(
            """{"gt_sted":[1,2],"pred_sted":[1,2],"tiou":1,"qtype":"declarative","img_metrics":{"7_1":{"iou":0.5,"pred_box":[0,0,5,2.5],"gt_box":[0,0,5,5]}},"viou":0.5,"viou@0.3":1,"viou@0.5":0,"gt_viou":0.5,"gt_viou@0.3":1,"gt_viou@0.5":0}""",
            set.GetProperty("vid_metrics").GetProperty("7").GetRawText());
    }

    [Fact]
    public void WriteStatistics_WithoutPredictions_HasMetricsOnly()
    {
        var evaluator = new TubeEvaluator([SomeTubes.Tube("7")]);
        SomeTubes.Predict(evaluator, "7", null, new(0, 0, 5, 5));
        var report = new SetReport("hcstvg", new Dictionary<string, double>(), evaluator.Results());

        Assert.Equal(
            """{"test_hcstvg_hcstvg":{"tiou":1,"viou":1,"viou@0.3":1,"viou@0.5":1,"gt_viou":1,"gt_viou@0.3":1,"gt_viou@0.5":1}}""",
            Write(report, withPredictions: false));
    }

    [Fact]
    public void WriteStatistics_NotANumber_StandsAsText()
    {
        var evaluator = new TubeEvaluator([SomeTubes.Tube("7")]);
        SomeTubes.Predict(evaluator, "7", null, new(double.NaN, 0, 5, 5));

        var written = Write(new SetReport("hcstvg", new Dictionary<string, double> { ["loss"] = double.NaN }, evaluator.Results()), withPredictions: true);

        Assert.Contains("\"test_hcstvg_loss\":\"NaN\"", written, StringComparison.Ordinal);
        Assert.Contains("\"predictions\":{\"7_1\":{\"boxes\":[[\"NaN\",0,5,5]]}}", written, StringComparison.Ordinal);
    }

    private static string Write(SetReport report, bool withPredictions)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            EvaluationJson.WriteStatistics(json, report, $"test_{report.Name}_", withPredictions);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
