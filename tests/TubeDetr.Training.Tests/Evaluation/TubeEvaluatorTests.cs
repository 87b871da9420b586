using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.HcStvg;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Tests.Golden;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class TubeEvaluatorTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Cases => GoldenCase.Names("eval-hcstvg");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Summarize_PredictionsOfTheOriginal_GivesItsMetrics(string name)
    {
        var golden = GoldenCase.Named(name);
        var videos = GoldenCase.Read(Path.GetFullPath(golden.Json.GetProperty("annotation").GetString()!, golden.Folder));
        foreach (var run in golden.Json.GetProperty("runs").EnumerateArray())
        {
            var withMoment = run.GetProperty("tmp_loc").GetBoolean();
            GroundTruthTube[] tubes = [.. videos.EnumerateArray().Select(video => TubeOf(video, run))];
            var evaluator = new TubeEvaluator(tubes, withMoment);
            Predict(evaluator, run, withMoment);

            var summary = evaluator.Summarize();

            var expected = run.GetProperty("summary").EnumerateObject().ToArray();
            Assert.Equal(expected.Length, summary.Count);
            foreach (var metric in expected)
            {
                Assert.Equal(metric.Value.GetDouble(), summary[metric.Name], Tolerance);
            }

            AssertPerVideo(run, evaluator);
        }
    }

    [Fact]
    public void Summarize_VideoNotPredicted_SaysWhich()
    {
        var evaluator = new TubeEvaluator([Tube("7")]);
        var fault = Assert.Throws<EvaluationException>(evaluator.Summarize);
        Assert.Equal("1 of 1 videos were not predicted: 7.", fault.Message);
    }

    [Fact]
    public void Summarize_FrameNotPredicted_SaysWhich()
    {
        var evaluator = new TubeEvaluator([Tube("7")]);
        evaluator.AddMoment("7", 0, 2);
        var fault = Assert.Throws<EvaluationException>(evaluator.Summarize);
        Assert.Equal("Frame 1 of video 7 has no predicted box.", fault.Message);
    }

    private static void AssertPerVideo(JsonElement run, TubeEvaluator evaluator)
    {
        foreach (var (truth, score) in evaluator.Scores())
        {
            var expected = run.GetProperty("per_video").GetProperty(truth.VideoId);
            Assert.Equal(expected.GetProperty("gt_viou").GetDouble(), score.GivenMomentIou, Tolerance);
            if (score.TemporalIou is { } temporal)
            {
                Assert.Equal(expected.GetProperty("tiou").GetDouble(), temporal, Tolerance);
                Assert.Equal(expected.GetProperty("viou").GetDouble(), score.VideoIou!.Value, Tolerance);
            }

            var frames = run.GetProperty("per_frame_iou").GetProperty(truth.VideoId).EnumerateObject().ToArray();
            Assert.Equal(frames.Length, score.FrameIous.Count);
            Assert.All(frames, frame => Assert.Equal(frame.Value.GetDouble(), score.FrameIous[FrameOf(frame.Name)], Tolerance));
        }
    }

    private static void Predict(TubeEvaluator evaluator, JsonElement run, bool withMoment)
    {
        foreach (var image in run.GetProperty("predictions").EnumerateObject())
        {
            var box = image.Value.GetProperty("boxes")[0];
            var pixels = new PixelBox(box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble());
            evaluator.AddBox(image.Name[..image.Name.IndexOf('_', StringComparison.Ordinal)], FrameOf(image.Name), pixels);
        }

        foreach (var video in run.GetProperty("video_predictions").EnumerateObject().Where(_ => withMoment))
        {
            var moment = video.Value.GetProperty("sted");
            evaluator.AddMoment(video.Name, moment[0].GetDouble(), moment[1].GetDouble());
        }
    }

    private static GroundTruthTube TubeOf(JsonElement video, JsonElement run)
    {
        var (first, end) = (video.GetProperty("tube_start_frame").GetInt32(), video.GetProperty("tube_end_frame").GetInt32());
        var count = video.GetProperty("frame_count").GetInt32();
        var whole = run.GetProperty("tmp_loc").GetBoolean();
        var frames = FrameChoice.Choose(whole ? 0 : first, whole ? count - 1 : end, count / 20.0, run.GetProperty("fps").GetDouble(), run.GetProperty("video_max_len").GetInt32());
        return Tube(video.GetProperty("video_id").ToString()) with
        {
            FrameIds = frames,
            StartFrame = first,
            EndFrame = end,
            Boxes = frames.Where(frame => first <= frame && frame < end).ToDictionary(frame => frame, frame => Corners(video.GetProperty("trajectory")[frame - first])),
        };
    }

    private static PixelBox Corners(JsonElement box) =>
        new(box[0].GetDouble(), box[1].GetDouble(), box[0].GetDouble() + box[2].GetDouble(), box[1].GetDouble() + box[3].GetDouble());

    private static int FrameOf(string image) => int.Parse(image.AsSpan(image.IndexOf('_', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture);

    private static GroundTruthTube Tube(string id) => new()
    {
        VideoId = id,
        OriginalVideoId = id,
        Caption = "",
        VideoPath = "",
        Width = 10,
        Height = 10,
        FrameIds = [0, 1],
        StartFrame = 1,
        EndFrame = 2,
        Boxes = new Dictionary<int, PixelBox> { [1] = new(0, 0, 5, 5) },
    };
}
