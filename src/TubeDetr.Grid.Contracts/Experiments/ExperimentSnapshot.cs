using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>An experiment at one moment: a row of the sweep's table, or the head of its own page.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ExperimentSnapshot")]
public sealed record ExperimentSnapshot
{
    [Id(0)] public required ExperimentId Id { get; init; }

    [Id(1)] public required SweepId Sweep { get; init; }

    /// <summary>Place in the sweep's order of proposal, from 0.</summary>
    [Id(2)] public required int Index { get; init; }

    [Id(3)] public required ExperimentState State { get; init; }

    /// <summary>What was chosen for it: constants and searched values, without defaults.</summary>
    [Id(4)] public required HyperParameterSet HyperParameters { get; init; }

    [Id(5)] public required Objective Objective { get; init; }

    /// <summary>Number of the present or last attempt; 0 before the first.</summary>
    [Id(6)] public required int Attempt { get; init; }

    /// <summary>Key of the slot that it holds; null when none.</summary>
    [Id(7)] public string? Slot { get; init; }

    [Id(8)] public required int Epochs { get; init; }

    /// <summary>Epochs done, a running one's fraction included.</summary>
    [Id(9)] public double EpochsDone { get; init; }

    /// <summary>Global step.</summary>
    [Id(10)] public long Step { get; init; }

    [Id(11)] public double? BestValue { get; init; }

    [Id(12)] public double? LastValue { get; init; }

    /// <summary>Last value of every metric, such as <c>loss</c>, <c>viou</c>, <c>tiou</c>, <c>viou@0.3</c>.</summary>
    [Id(13)] public ImmutableSortedDictionary<string, double> LastMetrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    [Id(14)] public required DateTimeOffset Created { get; init; }

    [Id(15)] public DateTimeOffset? Started { get; init; }

    [Id(16)] public DateTimeOffset? Ended { get; init; }

    /// <summary>Time left at the present pace; absent before the first steps and after the end.</summary>
    [Id(17)] public TimeSpan? Eta { get; init; }

    /// <summary>Why it waits, failed or was cancelled: a sentence for people.</summary>
    [Id(18)] public string? Reason { get; init; }

    [Id(19)] public ImmutableArray<AttemptSnapshot> Attempts { get; init; } = [];

    [Id(20)] public ImmutableArray<CheckpointRecord> Checkpoints { get; init; } = [];

    [Id(21)] public ImmutableArray<TransitionRecord> Transitions { get; init; } = [];

    /// <summary>Grows with every change.</summary>
    [Id(22)] public required long Version { get; init; }

    /// <summary>Queued, and its sweep has not yet allowed it to ask for a slot (<c>max_concurrent</c>).</summary>
    [Id(23)] public bool Held { get; init; }

    /// <summary>A greater one goes first.</summary>
    [Id(24)] public int Priority { get; init; }

    [Id(25)] public string? Note { get; init; }

    /// <summary>In alphabetical order.</summary>
    [Id(26)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The checkpoint of another experiment from which it was forked.</summary>
    [Id(27)] public ExperimentOrigin? Origin { get; init; }

    /// <summary>Blobs of the checkpoints that a person has pinned.</summary>
    [Id(28)] public ImmutableArray<string> Pinned { get; init; } = [];

    /// <summary>Blobs of checkpoints that were let go and may still be in the store.</summary>
    [Id(29)] public ImmutableArray<string> LetGo { get; init; } = [];

    /// <summary>Given by a person, as <c>#rrggbb</c>; null: that of its place in the sweep.</summary>
    [Id(30)] public string? Colour { get; init; }

    /// <summary>Epochs after which it gives its slot back until its sweep grants more; null: it may train all of them.</summary>
    [Id(50)] public int? Granted { get; init; }

    /// <summary>The objective after each evaluation, by epoch.</summary>
    [Id(51)] public ImmutableArray<EvaluatedEpoch> Curve { get; init; } = [];

    /// <summary>It has used up what it was granted, and waits for its sweep's word.</summary>
    public bool WaitsForGrant => State == ExperimentState.Paused && EpochsDone >= Granted;

    /// <summary>What its slots must have.</summary>
    [Id(40)] public SlotRequirements Requires { get; init; } = SlotRequirements.None;

    /// <summary>It pauses after a loss: no slot before this moment.</summary>
    [Id(41)] public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Names of silos where its attempts were lost: their slots come last.</summary>
    [Id(42)] public ImmutableArray<string> Avoided { get; init; } = [];

    /// <summary>Names of silos that its failure rules exclude.</summary>
    [Id(43)] public ImmutableArray<string> Excluded { get; init; } = [];
}
