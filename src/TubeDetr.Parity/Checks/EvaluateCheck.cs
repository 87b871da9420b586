using System.Text.Json;
using TubeDetr.Model.Losses;
using TubeDetr.Parity.Evaluation;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Options;

namespace TubeDetr.Parity.Checks;

/// <summary>A whole evaluation: batches through the model to losses, boxes, moments and metrics.</summary>
internal sealed class EvaluateCheck : ParityCheck
{
    private const double Metric = 1e-9;
    private const double Loss = 5e-4;

    /// <summary>Of a corner in parts of the picture: the table's 1e-4 for a box's centre, and half of that for half of its size.</summary>
    private const double Corner = 1.5e-4;

    /// <summary>Of what follows from boxes that are off by as much as that.</summary>
    private const double MetricOfBoxes = 5e-4;

    private static readonly string[] Attention = ["tsa_weights", "text_weights", "spatial_weights", "pred_sted"];

    public override string Prefix => "evaluate-";

    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var options = GoldenModel.Options(golden);
        var test = golden.Json.GetProperty("args").GetProperty("test").GetBoolean();
        using var model = GoldenModel.Build(golden);
        var criterion = new TubeDetrCriterion(model.Options);
        var videos = new GoldenVideos(golden);
        var attention = new CollectedAttention();
        var evaluator = Evaluator(golden, options);
        var evaluation = new ModelEvaluation(model, criterion, evaluator, new() { AllFrames = test, Attention = test ? attention : null });
        var losses = new List<JsonElement>();
        foreach (var batch in videos.Batches(options.Stride))
        {
            using (batch)
            {
                losses.Add(WrittenResults.Write(evaluation.Add(batch).Unscaled));
            }
        }

        CompareWeights(golden, criterion, comparison);
        comparison.NearTree("losses of batches", "losses", golden.Json.GetProperty("losses_per_batch_unscaled"), JsonSerializer.SerializeToElement(losses), Loss);
        comparison.NearTree("averages of losses", "stats", golden.Json.GetProperty("stats"), WrittenResults.Write(evaluation.Losses.Values()), Loss);
        CompareResults(golden, evaluator, videos, comparison);
        CompareAttention(golden, attention, comparison);
        CompareMetricsOfGiven(golden, options, comparison);
    }

    // The original weighs a start-end loss even where it computes none.
    private static void CompareWeights(GoldenCase golden, TubeDetrCriterion criterion, Comparison comparison)
    {
        foreach (var loss in golden.Json.GetProperty("losses_per_batch_unscaled")[0].EnumerateObject())
        {
            comparison.Near("weights of losses", loss.Name, golden.Json.GetProperty("weight_dict").GetProperty(loss.Name).GetDouble(), criterion.Weights.GetValueOrDefault(loss.Name, double.NaN), 0);
        }
    }

    private static TubeEvaluator Evaluator(GoldenCase golden, TrainingOptions options)
    {
        var annotation = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["videos"] = golden.Json.GetProperty("evaluator_videos"),
            ["trajectories"] = golden.Json.GetProperty("evaluator_trajectories"),
        });
        var tubes = AnnotatedTubes.Read(annotation, options.Fps, options.VideoMaxLen, options.Sted);
        return new(EvaluatedTubes.Of(AnnotatedTubes.Dataset(annotation), tubes, options.Sted, scoreWholeTube: false), options.Sted);
    }

    private static void CompareResults(GoldenCase golden, TubeEvaluator evaluator, GoldenVideos videos, Comparison comparison)
    {
        var written = WrittenResults.Write(evaluator.Results());
        comparison.NearTree("metrics end to end", "summary", Metrics(golden), WrittenResults.Write(evaluator.Summarize()), MetricOfBoxes);
        comparison.NearTree("metrics of videos end to end", "vid_metrics", golden.Json.GetProperty("vid_metrics"), WrittenResults.WithoutFrames(written.GetProperty("vid_metrics")), MetricOfBoxes);
        comparison.NearTree("moments", "video_predictions", golden.Json.GetProperty("video_predictions"), written.GetProperty("video_predictions"), 0);
        comparison.NearTree("boxes, in parts of the picture", "predictions", Relative(golden.Json.GetProperty("predictions"), videos), Relative(written.GetProperty("predictions"), videos), Corner);
    }

    // The original keeps them beside the metrics.
    private static void CompareAttention(GoldenCase golden, CollectedAttention attention, Comparison comparison)
    {
        var kept = golden.Json.GetProperty("summary").EnumerateObject().Concat(golden.Json.EnumerateObject()).Where(property => Attention.Contains(property.Name, StringComparer.Ordinal));
        foreach (var expected in kept)
        {
            comparison.NearTree(expected.Name, expected.Name, Rows(expected.Value), Rows(attention[expected.Name]), expected.Name is "pred_sted" ? 5e-4 : 1e-4);
        }
    }

    // Each frame's numbers in a row: with dilation the original cuts the maps at the wrong width.
    private static JsonElement Rows(JsonElement videos) => JsonSerializer.SerializeToElement(videos.EnumerateObject().ToDictionary(
        video => video.Name,
        video => video.Value.EnumerateArray().Select(frame => Flat(frame).ToArray()),
        StringComparer.Ordinal));

    private static IEnumerable<double> Flat(JsonElement value) => value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().SelectMany(Flat) : [value.GetDouble()];

    private static JsonElement Metrics(GoldenCase golden) => JsonSerializer.SerializeToElement(golden.Json.GetProperty("summary").EnumerateObject()
        .Where(property => !Attention.Contains(property.Name, StringComparer.Ordinal))
        .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal));

    // With the original's own boxes there is no noise to allow for.
    private static void CompareMetricsOfGiven(GoldenCase golden, TrainingOptions options, Comparison comparison)
    {
        var evaluator = Evaluator(golden, options);
        WrittenResults.Feed(evaluator, golden.Json);
        comparison.NearTree("metrics", "summary", Metrics(golden), WrittenResults.Write(evaluator.Summarize()), Metric);
        var written = WrittenResults.Write(evaluator.Results()).GetProperty("vid_metrics");
        comparison.NearTree("metrics of videos", "vid_metrics", golden.Json.GetProperty("vid_metrics"), WrittenResults.WithoutFrames(written), Metric);
    }

    private static JsonElement Relative(JsonElement predictions, GoldenVideos videos) => JsonSerializer.SerializeToElement(predictions.EnumerateObject().ToDictionary(
        image => image.Name,
        image =>
        {
            var (height, width) = videos.SizeOf(image.Name[..image.Name.LastIndexOf('_')]);
            return image.Value.GetProperty("boxes").EnumerateArray().Select(box => box.EnumerateArray().Select((number, i) => number.GetDouble() / (i % 2 == 0 ? width : height)).ToArray());
        },
        StringComparer.Ordinal));
}
