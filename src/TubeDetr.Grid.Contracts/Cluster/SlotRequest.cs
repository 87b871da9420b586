using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>An experiment waits for a slot.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SlotRequest")]
public sealed record SlotRequest
{
    [Id(0)] public required ExperimentId Experiment { get; init; }

    /// <summary>It has trained before and lost its slot: it goes before those of its priority that have not begun.</summary>
    [Id(1)] public bool Begun { get; init; }

    /// <summary>A greater one goes first, and may have the slot of a smaller one.</summary>
    [Id(2)] public int Priority { get; init; }

    [Id(3)] public SlotRequirements Requires { get; init; } = SlotRequirements.None;

    /// <summary>It pauses after a loss: no slot before this moment.</summary>
    [Id(4)] public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Names of silos where its attempts were lost: their slots only when no other is free, and nobody else wants them.</summary>
    [Id(5)] public ImmutableArray<string> Avoided { get; init; } = [];

    /// <summary>Names of silos that it never goes to again.</summary>
    [Id(6)] public ImmutableArray<string> Excluded { get; init; } = [];

    /// <summary>The request of an experiment that is queued and not held.</summary>
    public static SlotRequest Of(ExperimentSnapshot experiment) => new()
    {
        Experiment = experiment.Id,
        Begun = experiment.Attempt > 0,
        Priority = experiment.Priority,
        Requires = experiment.Requires,
        NotBefore = experiment.NotBefore,
        Avoided = experiment.Avoided,
        Excluded = experiment.Excluded,
    };
}
