using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>
/// Scores predicted tubes as the evaluators of the original do: tIoU, vIoU, and the part of videos whose vIoU is above 0.3 and 0.5, averaged over videos; where videos have a kind of question
/// (VidSTG), over the videos of each kind.
/// </summary>
/// <param name="tubes">What is true, one a video.</param>
/// <param name="withMoment">False without a start-end head: then only the boxes inside the given moment are scored.</param>
public sealed class TubeEvaluator(IReadOnlyList<GroundTruthTube> tubes, bool withMoment = true)
{
    private readonly Dictionary<string, TubePrediction> predictions = new(StringComparer.Ordinal);
    private readonly HashSet<string> leftOut = new(StringComparer.Ordinal);

    /// <summary>What was predicted so far, by video.</summary>
    public IReadOnlyDictionary<string, TubePrediction> Predictions => predictions;

    /// <summary>Says that the model saw a video, and of which kind its question is.</summary>
    public void AddVideo(string videoId, string? questionType = null) => Of(videoId).QuestionType = questionType;

    public void AddBox(string videoId, int frame, PixelBox box) => Of(videoId).Boxes[frame] = box;

    public void AddMoment(string videoId, double start, double end) => Of(videoId).Moment = (start, end);

    /// <summary>How probable each chosen frame is as the first and as the last of the moment; changes no score.</summary>
    public void AddProbabilities(string videoId, IReadOnlyList<float> start, IReadOnlyList<float> end) =>
        (Of(videoId).StartProbabilities, Of(videoId).EndProbabilities) = (start, end);

    /// <summary>Leaves a video out whose file cannot be read: it has no result, and averages are over the others.</summary>
    public void LeaveOut(string videoId) => leftOut.Add(videoId);

    /// <summary>The result of each video that was not left out, in the order of the tubes.</summary>
    /// <exception cref="EvaluationException">A video or a frame was not predicted.</exception>
    public IReadOnlyList<VideoResult> Results()
    {
        var wanted = tubes.Where(tube => !leftOut.Contains(tube.VideoId)).ToArray();
        var missing = wanted.Where(tube => !predictions.ContainsKey(tube.VideoId)).Select(tube => tube.VideoId).ToArray();
        return missing.Length == 0
            ? [.. wanted.Select(tube => new VideoResult(tube, predictions[tube.VideoId], TubeScorer.Score(tube, predictions[tube.VideoId], withMoment)))]
            : throw new EvaluationException($"{missing.Length} of {wanted.Length} videos were not predicted: {string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? ", …" : "")}.");
    }

    /// <summary>
    /// <c>tiou</c>, <c>viou</c>, <c>viou@0.3</c>, <c>viou@0.5</c> and the same for the given moment (<c>gt_viou</c>, …); each for every kind of question there is, <c>declarative_tiou</c>, ….
    /// </summary>
    /// <exception cref="EvaluationException">A video or a frame was not predicted, or there are no videos.</exception>
    public IReadOnlyDictionary<string, double> Summarize() => MetricSummary.Of(Results());

    private TubePrediction Of(string videoId)
    {
        if (!predictions.TryGetValue(videoId, out var prediction))
        {
            predictions.Add(videoId, prediction = new());
        }

        return prediction;
    }
}
