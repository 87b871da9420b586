using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>
/// Scores predicted tubes as the HC-STVG evaluator of the original: tIoU, vIoU, and the part of videos whose vIoU is above 0.3 and 0.5, averaged over videos.
/// </summary>
/// <param name="tubes">What is true, one a video.</param>
/// <param name="withMoment">False without a start-end head: then only the boxes inside the given moment are scored.</param>
public sealed class TubeEvaluator(IReadOnlyList<GroundTruthTube> tubes, bool withMoment = true)
{
    private static readonly (double Value, string Name)[] Thresholds = [(0.3, "0.3"), (0.5, "0.5")];

    private readonly Dictionary<string, TubePrediction> predictions = new(StringComparer.Ordinal);

    /// <summary>What was predicted so far, by video.</summary>
    public IReadOnlyDictionary<string, TubePrediction> Predictions => predictions;

    public void AddBox(string videoId, int frame, PixelBox box) => Of(videoId).Boxes[frame] = box;

    public void AddMoment(string videoId, double start, double end) => Of(videoId).Moment = (start, end);

    /// <summary>The score of each video, in the order of the tubes.</summary>
    /// <exception cref="EvaluationException">A video or a frame was not predicted.</exception>
    public IReadOnlyList<(GroundTruthTube Truth, TubeScore Score)> Scores()
    {
        var missing = tubes.Where(tube => !predictions.ContainsKey(tube.VideoId)).Select(tube => tube.VideoId).ToArray();
        return missing.Length == 0
            ? [.. tubes.Select(tube => (tube, TubeScorer.Score(tube, predictions[tube.VideoId], withMoment)))]
            : throw new EvaluationException($"{missing.Length} of {tubes.Count} videos were not predicted: {string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? ", …" : "")}.");
    }

    /// <summary><c>tiou</c>, <c>viou</c>, <c>viou@0.3</c>, <c>viou@0.5</c> and the same for the given moment (<c>gt_viou</c>, …).</summary>
    /// <exception cref="EvaluationException">A video or a frame was not predicted, or there are no videos.</exception>
    public IReadOnlyDictionary<string, double> Summarize()
    {
        var scores = Scores().Select(pair => pair.Score).ToArray();
        if (scores.Length == 0)
        {
            throw new EvaluationException("There are no videos to evaluate.");
        }

        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        if (withMoment)
        {
            metrics.Add("tiou", scores.Sum(score => score.TemporalIou!.Value) / scores.Length);
            AddOverlap(metrics, "viou", [.. scores.Select(score => score.VideoIou!.Value)]);
        }

        AddOverlap(metrics, "gt_viou", [.. scores.Select(score => score.GivenMomentIou)]);
        return metrics;
    }

    private static void AddOverlap(Dictionary<string, double> metrics, string name, double[] overlaps)
    {
        metrics.Add(name, overlaps.Sum() / overlaps.Length);
        foreach (var (threshold, text) in Thresholds)
        {
            metrics.Add($"{name}@{text}", overlaps.Count(overlap => overlap > threshold) / (double)overlaps.Length);
        }
    }

    private TubePrediction Of(string videoId)
    {
        if (!predictions.TryGetValue(videoId, out var prediction))
        {
            predictions.Add(videoId, prediction = new());
        }

        return prediction;
    }
}
