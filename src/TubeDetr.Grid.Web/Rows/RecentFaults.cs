using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>An attempt that ended otherwise than it should.</summary>
public sealed record RecentFault(ExperimentId Experiment, AttemptSnapshot Attempt, bool Failed);

/// <summary>What went wrong lately, for the page of the cluster.</summary>
public static class RecentFaults
{
    private const int Most = 20;

    /// <summary>Lost attempts, and failed experiments, newest first.</summary>
    public static ImmutableArray<RecentFault> Of(ExperimentList list) =>
        [.. list.Sweeps
            .SelectMany(view => view.Experiments)
            .SelectMany(experiment => experiment.Attempts.Where(attempt => IsFault(experiment, attempt)).Select(attempt => new RecentFault(experiment.Id, attempt, IsLastOfFailed(experiment, attempt))))
            .OrderByDescending(fault => fault.Attempt.Ended)
            .Take(Most)];

    /// <summary>An attempt that another one followed was lost, unless people wanted its slot back.</summary>
    private static bool IsFault(ExperimentSnapshot experiment, AttemptSnapshot attempt) =>
        attempt.Ended is not null && (IsLastOfFailed(experiment, attempt) || experiment.Transitions.Any(move => move.Attempt == attempt.Number && move is { From: ExperimentState.Running, To: ExperimentState.Queued }));

    private static bool IsLastOfFailed(ExperimentSnapshot experiment, AttemptSnapshot attempt) =>
        experiment.State == ExperimentState.Failed && attempt.Number == experiment.Attempt;
}
