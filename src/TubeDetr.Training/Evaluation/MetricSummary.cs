namespace TubeDetr.Training.Evaluation;

/// <summary>From the scores of videos to the numbers by which models are compared (<c>summarize</c> of the original's evaluators), in double arithmetic.</summary>
public static class MetricSummary
{
    /// <summary>Averages over videos, for each kind of question under its name (<c>interrogative_viou</c>), without one under the metric's own.</summary>
    /// <exception cref="EvaluationException">There are no videos.</exception>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyCollection<VideoResult> results)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var kind in results.GroupBy(result => result.Prediction.QuestionType ?? "", StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            foreach (var (name, value) in Overall([.. kind]))
            {
                metrics.Add(kind.Key.Length > 0 ? $"{kind.Key}_{name}" : name, value);
            }
        }

        return metrics.Count > 0 ? metrics : throw new EvaluationException("There are no videos to evaluate.");
    }

    /// <summary>Averages over all videos, whatever their question: what the paper calls by the metric's name alone. The original has it for HC-STVG only.</summary>
    public static IReadOnlyDictionary<string, double> Overall(IReadOnlyCollection<VideoResult> results)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        if (results.All(result => result.Score is { TemporalIou: not null, VideoIou: not null }))
        {
            metrics.Add("tiou", results.Average(result => result.Score.TemporalIou!.Value));
            AddOverlap(metrics, "viou", [.. results.Select(result => result.Score.VideoIou!.Value)]);
        }

        AddOverlap(metrics, "gt_viou", [.. results.Select(result => result.Score.GivenMomentIou)]);
        return metrics;
    }

    private static void AddOverlap(Dictionary<string, double> metrics, string name, double[] overlaps)
    {
        metrics.Add(name, overlaps.Average());
        foreach (var threshold in OverlapThreshold.All)
        {
            metrics.Add($"{name}@{threshold.Name}", overlaps.Sum(threshold.Count) / (double)overlaps.Length);
        }
    }
}
