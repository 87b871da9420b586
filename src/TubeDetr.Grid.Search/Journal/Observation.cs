using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Search.Journal;

/// <summary>What is known of an experiment that was proposed. The journal has one for each, and only the newest.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.Observation")]
public sealed record Observation
{
    /// <summary>Place among the proposals, from 0.</summary>
    [Id(0)] public required int Index { get; init; }

    [Id(1)] public required HyperParameterSet HyperParameters { get; init; }

    [Id(2)] public required ObservationState State { get; init; }

    /// <summary>One for each objective, less is better: what is to be maximised stands here negated. Empty until there are any; what is not finite counts as failed.</summary>
    [Id(3)] public ImmutableArray<double> Costs { get; init; } = [];

    /// <summary>The first objective's cost after epochs, ascending; may be empty.</summary>
    [Id(4)] public ImmutableArray<EpochCost> Curve { get; init; } = [];
}

/// <summary>The cost, less is better, after an epoch (from 1).</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.EpochCost")]
public readonly record struct EpochCost([property: Id(0)] int Epoch, [property: Id(1)] double Cost);

/// <summary>How far an experiment is, as a sampler sees it.</summary>
[GenerateSerializer, Alias("tubedetr.ObservationState")]
public enum ObservationState
{
    /// <summary>Proposed and not ended; it may not have begun.</summary>
    Running,

    Completed,

    /// <summary>Ended early by a pruner: its costs, where it has any, are those so far.</summary>
    Pruned,

    /// <summary>Ended without a result that counts.</summary>
    Failed,
}
