using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Experiments;

/// <content>What others see of the record.</content>
public sealed partial record ExperimentRecord
{
    /// <summary>A greater one goes first.</summary>
    public int Priority => AmendedPriority ?? Spec?.Priority ?? 0;

    /// <summary>The record for people; null before something happened to it.</summary>
    public ExperimentSnapshot? ToSnapshot() => Spec is not { } spec ? null : new ExperimentSnapshot
    {
        Id = ExperimentId.Of(spec.Sweep, spec.Index),
        Sweep = spec.Sweep,
        Index = spec.Index,
        State = State,
        HyperParameters = spec.HyperParameters,
        Objective = spec.Objective,
        Attempt = Attempt,
        Slot = Slot,
        Epochs = spec.Epochs,
        EpochsDone = EpochsDone,
        Step = Step,
        BestValue = BestValue,
        LastValue = LastValue,
        LastMetrics = LastMetrics,
        Created = Created,
        Started = Started,
        Ended = Ended,
        Eta = State == ExperimentState.Running && SecondsPerEpoch > 0 ? TimeSpan.FromSeconds(Math.Max(0, spec.Epochs - EpochsDone) * SecondsPerEpoch) : null,
        Reason = Reason,
        Attempts = Attempts,
        Checkpoints = Checkpoints,
        Transitions = Transitions,
        Version = Version,
        Held = Held,
        Priority = Priority,
        Note = Note,
        Tags = [.. Tags],
        Colour = Colour,
        Origin = spec.Origin,
        Pinned = [.. Pinned],
        LetGo = [.. LetGo],
        Granted = Granted,
        Curve = Curve,
        Requires = spec.Requires,
        NotBefore = NotBefore,
        Avoided = Avoided,
        Excluded = Excluded,
    };

    /// <summary>The same for its sweep, which tells of all its experiments at once: without what an attempt computes with.</summary>
    public ExperimentSnapshot? ToRow() => ToSnapshot() is not { } whole ? null : whole with { Attempts = [.. Attempts.Select(attempt => attempt with { Provenance = attempt.Provenance.Clear() })] };

    /// <summary>What the trainer of the present attempt is told.</summary>
    public Assignment ToAssignment() => new()
    {
        Experiment = ExperimentId.Of(Spec!.Sweep, Spec.Index),
        Attempt = Attempt,
        HyperParameters = Spec.HyperParameters,
        Objective = Spec.Objective,
        Epochs = Spec.Epochs,
        Checkpoint = Latest,
        Known = Checkpoints,
        LetGo = [.. LetGo],
        Origin = Spec.Origin,
        Until = Granted,
    };
}
