using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Model.Losses;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Evaluation;

/// <summary>The model on every evaluation set, one after another.</summary>
/// <param name="model">The model.</param>
/// <param name="criterion">Its losses.</param>
/// <param name="options">How it is judged.</param>
/// <param name="environment">Where it computes.</param>
/// <param name="pause">Keeps the collector quiet during a batch.</param>
/// <param name="allFrames">Keep the boxes of all frames, not only of those in the annotated moment; changes no score.</param>
internal sealed class EvaluationRun(
    TubeDetrModel model, TubeDetrCriterion criterion, TrainingOptions options, TrainingEnvironment environment, CollectorPause pause, bool allFrames)
{
    /// <param name="sets">What to evaluate on.</param>
    /// <param name="attention">Keeps attention weights, by name of the set; null where nobody wants them.</param>
    /// <param name="onBatch">Called after each batch with the part of all batches that is done, in (0, 1].</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public EvaluationReport Over(IReadOnlyList<SessionEvaluationSet> sets, Func<string, IAttentionKeeper?>? attention, Action<double>? onBatch, CancellationToken cancellationToken)
    {
        var start = environment.Time.GetTimestamp();
        var (done, all) = (0, sets.Sum(set => set.Loader.BatchCount));
        var reports = new List<SetReport>();
        foreach (var set in sets)
        {
            reports.Add(On(set, attention?.Invoke(set.Name), () => onBatch?.Invoke(++done / (double)all), cancellationToken));
        }

        return new(reports, environment.Time.GetElapsedTime(start).TotalSeconds);
    }

    private SetReport On(SessionEvaluationSet set, IAttentionKeeper? attention, Action onBatch, CancellationToken cancellationToken)
    {
        var evaluator = new TubeEvaluator(EvaluatedTubes.Of(set.Name, set.Tubes, options.Sted, options.ScoreWholeTube), options.Sted);
        var evaluation = new ModelEvaluation(model, criterion, evaluator, new() { MaskPadding = options.MaskPadding, AllFrames = allFrames, Attention = attention });
        var missing = new List<SkippedClip>();
        foreach (var batch in set.Loader.Batches(0, 0, missing.Add, cancellationToken))
        {
            using (batch)
            {
                pause.Renew();
                _ = evaluation.Add(batch);
            }

            onBatch();
            cancellationToken.ThrowIfCancellationRequested();
        }

        RankResults.Share(environment.Ranks, evaluator, evaluation.Losses, missing);
        missing.ForEach(clip => evaluator.LeaveOut(clip.VideoId));
        missing.ForEach(clip => environment.Log($"Evaluation on {set.Name} leaves out video {clip.VideoId}: {clip.Reason}"));
        return new(set.Name, evaluation.Losses.Values(), evaluator.Results(), missing);
    }
}
