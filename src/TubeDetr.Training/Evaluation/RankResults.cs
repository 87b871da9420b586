using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Evaluation;

/// <summary>
/// Ranks evaluate a share of the videos each; afterwards all of them know all results (<c>synchronize_between_processes</c>). Until then no rank waits for another, so that shares may differ in size: the
/// original repeats videos instead.
/// </summary>
internal static class RankResults
{
    public static void Share(IRankGroup ranks, TubeEvaluator evaluator, Averages losses, List<SkippedClip> missing)
    {
        if (ranks.WorldSize == 1)
        {
            return;
        }

        var words = JsonSerializer.SerializeToUtf8Bytes(new Words(losses.ToJson(), [.. missing]));
        var predictions = ranks.Gather(PredictionBytes.Of(evaluator.Predictions));
        losses.Clear();
        missing.Clear();
        foreach (var (theirs, theirWords) in predictions.Zip(ranks.Gather(words)))
        {
            PredictionBytes.AddTo(evaluator, theirs);
            var read = JsonSerializer.Deserialize<Words>(theirWords)!;
            losses.Merge(read.Losses);
            missing.AddRange(read.Missing);
        }
    }

    private sealed record Words(string Losses, SkippedClip[] Missing);
}
