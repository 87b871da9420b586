using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Experiments;

/// <content>Which checkpoints there are, which stay, and which are let go.</content>
public sealed partial record ExperimentRecord
{
    /// <summary>A checkpoint is committed; the policy lets others go.</summary>
    public ExperimentRecord? AddCheckpoint(int attempt, CheckpointRecord checkpoint, IEnumerable<string> deleted) => !Counts(attempt) ? null :
        (this with
        {
            Checkpoints = Without(checkpoint.Blob).Add(checkpoint),
            LetGo = LetGo.Except(deleted),
            Step = Math.Max(Step, checkpoint.Step),
            EpochsDone = Math.Max(EpochsDone, checkpoint.Epoch),
            CommittedBest = checkpoint.Value is { } value && Spec!.Objective.IsBetter(value, CommittedBest) ? value : CommittedBest,
        }).Retain();

    /// <summary>An attempt begins where the store allows it, not where the record says: what is missing or damaged is kept as a transition, for people.</summary>
    public ExperimentRecord? Restored(int attempt, RestoreReport report, DateTimeOffset now)
    {
        if (!Counts(attempt))
        {
            return null;
        }

        var unusable = report.Unusable.Select(checkpoint => checkpoint.Blob).ToHashSet(StringComparer.Ordinal);
        var left = Checkpoints.RemoveAll(checkpoint => unusable.Contains(checkpoint.Blob));
        var from = report.From;
        return this with
        {
            Checkpoints = from is null || left.Any(checkpoint => Same(checkpoint.Blob, from.Blob)) ? left : left.Add(from),
            Pinned = Pinned.Except(unusable),
            Step = from?.Step ?? 0,
            EpochsDone = from?.Epoch ?? 0,
            Attempts = Attempts.SetItem(Attempts.Length - 1, Attempts[^1] with { FromStep = from?.Step ?? 0 }),
            Transitions = unusable.Count == 0 ? Transitions : Transitions.Add(new TransitionRecord(State, State, Sentence(report), attempt, now)),
        };
    }

    /// <summary>An attempt says what it computes with.</summary>
    public ExperimentRecord? Opened(int attempt, ImmutableSortedDictionary<string, string> provenance) => !Counts(attempt) ? null :
        this with { Attempts = Attempts.SetItem(Attempts.Length - 1, Attempts[^1] with { Provenance = provenance }) };

    /// <summary>The record after a person's wish, or the sentence that says why nothing changes.</summary>
    public (ExperimentRecord? Next, string? Refusal) AskOfCheckpoint(CheckpointRequest request, string blob)
    {
        if (Checkpoints.FirstOrDefault(known => Same(known.Blob, blob)) is not { } checkpoint)
        {
            return (null, $"There is no checkpoint {blob} any more.");
        }

        return request switch
        {
            CheckpointRequest.Pin => (this with { Pinned = Pinned.Add(blob) }, null),
            CheckpointRequest.Unpin => ((this with { Pinned = Pinned.Remove(blob) }).Retain(), null),
            _ when Pinned.Contains(blob) => (null, $"The checkpoint of epoch {checkpoint.Epoch} is pinned. Unpin it first."),
            _ when checkpoint == Checkpoints[^1] && !ExperimentLifecycle.IsTerminal(State) =>
                (null, $"The checkpoint of epoch {checkpoint.Epoch} is the newest, and the experiment goes on from it. It can be deleted after the experiment's end."),
            _ => (this with { Checkpoints = Without(blob), LetGo = LetGo.Add(blob) }, null),
        };
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string Sentence(RestoreReport report) =>
        $"{string.Join(" ", report.Unusable.Select(checkpoint => checkpoint.Why))} {(report.From is { } from ? FormattableString.Invariant($"Goes on from epoch {from.Epoch}, step {from.Step}.") : "Starts from the beginning.")}";

    private ImmutableArray<CheckpointRecord> Without(string blob) => Checkpoints.RemoveAll(known => Same(known.Blob, blob));

    private ExperimentRecord Retain()
    {
        var kept = CheckpointRetention.Kept(Checkpoints, Spec!.Checkpoints, Spec.Objective, Pinned);
        return kept.Length == Checkpoints.Length ? this : this with
        {
            Checkpoints = kept,
            LetGo = LetGo.Union(Checkpoints.Select(checkpoint => checkpoint.Blob).Except(kept.Select(checkpoint => checkpoint.Blob), StringComparer.Ordinal)),
        };
    }
}
