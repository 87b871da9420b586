using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Parity.Evaluation;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Parity.Checks;

/// <summary>The evaluators on given predictions, for several settings: frames that count, annotated boxes, metrics of frames, videos and all.</summary>
internal sealed class EvaluatorCheck : ParityCheck
{
    private const double Metric = 1e-9;

    public override string Prefix => "eval-";

    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var annotation = Annotation(golden);
        foreach (var (i, run) in golden.Json.GetProperty("runs").EnumerateArray().Index())
        {
            Compare(FormattableString.Invariant($"run {i}"), annotation, run, comparison);
        }
    }

    private static JsonElement Annotation(GoldenCase golden)
    {
        var file = golden.Json.GetProperty("annotation").GetString()!;
        var path = Path.GetFullPath(file, golden.Folder);
        return JsonElement.Parse(File.ReadAllBytes(File.Exists(path) ? path : golden.Neighbour(Path.GetFileName(Path.GetDirectoryName(path)!))[Path.GetFileName(path)]));
    }

    private static void Compare(string where, JsonElement annotation, JsonElement run, Comparison comparison)
    {
        var withMoment = run.GetProperty("tmp_loc").GetBoolean();
        var chosen = AnnotatedTubes.Read(annotation, run.GetProperty("fps").GetDouble(), run.GetProperty("video_max_len").GetInt32(), withMoment);
        var tubes = EvaluatedTubes.Of(AnnotatedTubes.Dataset(annotation), chosen, withMoment, scoreWholeTube: false);
        CompareTruth(where, tubes, run, comparison);
        var evaluator = new TubeEvaluator(tubes, withMoment);
        WrittenResults.Feed(evaluator, run);
        var written = WrittenResults.Write(evaluator.Results());
        comparison.NearTree("metrics", where, run.GetProperty("summary"), WrittenResults.Write(evaluator.Summarize()), Metric);
        comparison.NearTree("metrics of videos", where, run.GetProperty("per_video"), WrittenResults.WithoutFrames(written.GetProperty("vid_metrics")), Metric);
        comparison.NearTree("predictions", where, run.GetProperty("predictions"), written.GetProperty("predictions"), 0);
        comparison.NearTree("predicted moments", where, run.GetProperty("video_predictions"), written.GetProperty("video_predictions"), 0);
        CompareFrames(where, written.GetProperty("vid_metrics"), run, comparison);
    }

    private static void CompareTruth(string where, IReadOnlyList<GroundTruthTube> tubes, JsonElement run, Comparison comparison)
    {
        var boxes = tubes.SelectMany(tube => tube.Boxes.Select(box => (Image: FormattableString.Invariant($"{tube.VideoId}_{box.Key}"), Box: box.Value)))
            .ToDictionary(pair => pair.Image, pair => new[] { new[] { pair.Box.X0, pair.Box.Y0, pair.Box.X1, pair.Box.Y1 } }, StringComparer.Ordinal);
        comparison.NearTree("annotated boxes", where, run.GetProperty("img2box"), JsonSerializer.SerializeToElement(boxes), Metric);
        var moments = tubes.ToDictionary(tube => tube.VideoId, tube => new[] { tube.StartFrame, tube.EndFrame }, StringComparer.Ordinal);
        comparison.NearTree("annotated moments", where, run.GetProperty("vid2steds"), JsonSerializer.SerializeToElement(moments), 0);
    }

    private static void CompareFrames(string where, JsonElement metrics, JsonElement run, Comparison comparison)
    {
        var overlaps = metrics.EnumerateObject().ToDictionary(
            video => video.Name,
            video => video.Value.GetProperty("img_metrics").EnumerateObject().ToDictionary(frame => frame.Name, frame => frame.Value.GetProperty("iou").GetDouble(), StringComparer.Ordinal),
            StringComparer.Ordinal);
        comparison.NearTree("metrics of frames", where, run.GetProperty("per_frame_iou"), JsonSerializer.SerializeToElement(overlaps), Metric);
    }
}
