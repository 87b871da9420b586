using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>How a sweep proposes hyper-parameters.</summary>
public enum SweepMethod
{
    /// <summary>Every combination, once, in order.</summary>
    Grid,

    /// <summary>Independent draws.</summary>
    Random,

    /// <summary>Draws that cover the space evenly.</summary>
    Sobol,

    /// <summary>Draws near what was good so far.</summary>
    Tpe,

    /// <summary>A population that trains side by side; the worst go on from checkpoints of the best.</summary>
    Pbt,
}

/// <summary>What a person asked for, read and checked.</summary>
public sealed record SweepDefinition
{
    public required string Name { get; init; }

    public required SweepMethod Method { get; init; }

    public required Objective Objective { get; init; }

    /// <summary>What else counts, besides <see cref="Objective"/>.</summary>
    public ImmutableArray<Objective> OtherObjectives { get; init; } = [];

    public required SearchSpace Space { get; init; }

    /// <summary>How many experiments at most; a grid may have none.</summary>
    public int? RunCap { get; init; }

    public PrunerSettings Pruner { get; init; } = new();

    /// <summary>Of <see cref="SweepMethod.Pbt"/>: how many experiments train side by side.</summary>
    public int Population { get; init; }

    /// <summary>Of <see cref="SweepMethod.Pbt"/>: epochs between two comparisons.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>When so much time has passed since it was submitted, nothing new begins.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>How many experiments may train at a time; null: as many as there are slots.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>How many attempts of one experiment may be lost before it counts as failed.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Which checkpoints of an experiment stay.</summary>
    public CheckpointPolicy Checkpoints { get; init; } = new();

    /// <summary>Of its experiments: a greater one goes first.</summary>
    public int Priority { get; init; }

    /// <summary>What the slots of its experiments must have.</summary>
    public SlotRequirements Requires { get; init; } = SlotRequirements.None;

    /// <summary>What follows from losses of a certain kind.</summary>
    public ImmutableArray<FailureRule> FailureRules { get; init; } = [];

    /// <summary>Seed of the random search; an experiment's own seed is the hyper-parameter <c>seed</c>.</summary>
    public long Seed { get; init; }
}
