using TubeDetr.Parity.Checks;

namespace TubeDetr.Parity;

/// <summary>Every kind of golden case that is known.</summary>
public static class ParityChecks
{
    public static IReadOnlyList<ParityCheck> All { get; } =
    [
        new BadCheckpointsCheck(),
        new BoxOperationsCheck(),
        new CheckpointsCheck(),
        new CollateCheck(),
        new CriterionCheck(),
        new DatasetCheck(),
        new EvaluateCheck(),
        new EvaluatorCheck(),
        new ForwardCheck(),
        new LrSchedulesCheck(),
        new OriginalCrashesCheck(),
        new PixelsCheck(),
        new PostprocessCheck(),
        new PreparationCheck(),
        new TrainBatchesCheck(),
        new TrainCheck(),
        new VideoCheck(),
    ];

    /// <summary>The check for a case: the one with the longest prefix of its name; null when none knows it.</summary>
    public static ParityCheck? For(string name) => All.Where(check => name.StartsWith(check.Prefix, StringComparison.Ordinal)).MaxBy(check => check.Prefix.Length);
}
