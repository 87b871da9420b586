using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>What an experiment is created from; never changes afterwards.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ExperimentSpec")]
public sealed record ExperimentSpec
{
    [Id(0)] public required SweepId Sweep { get; init; }

    [Id(1)] public required int Index { get; init; }

    [Id(2)] public required HyperParameterSet HyperParameters { get; init; }

    [Id(3)] public required Objective Objective { get; init; }

    /// <summary>Value of <c>epochs</c>, the default included.</summary>
    [Id(4)] public required int Epochs { get; init; }

    /// <summary>How many attempts may be lost or break down before it counts as failed.</summary>
    [Id(5)] public required int MaxAttempts { get; init; }

    /// <summary>Waits for <see cref="IExperimentGrain.Admit"/> before it asks for a slot: the sweep bounds how many train at a time.</summary>
    [Id(6)] public bool Held { get; init; }

    /// <summary>Where a forked experiment begins; null for one that begins from the start.</summary>
    [Id(7)] public ExperimentOrigin? Origin { get; init; }

    /// <summary>A greater one goes first; a person may change it later.</summary>
    [Id(8)] public int Priority { get; init; }

    /// <summary>Which checkpoints stay.</summary>
    [Id(9)] public CheckpointPolicy Checkpoints { get; init; } = new();

    /// <summary>Epochs after which it gives its slot back until its sweep grants more; null: it may train all of them.</summary>
    [Id(30)] public int? Granted { get; init; }

    /// <summary>What its slots must have.</summary>
    [Id(20)] public SlotRequirements Requires { get; init; } = SlotRequirements.None;

    /// <summary>What follows from losses of a certain kind.</summary>
    [Id(21)] public ImmutableArray<FailureRule> FailureRules { get; init; } = [];
}
