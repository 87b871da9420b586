using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>What people may change about an experiment without touching its training; what is null or empty stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ExperimentAmendment")]
public sealed record ExperimentAmendment
{
    /// <summary>A greater one goes first.</summary>
    [Id(0)] public int? Priority { get; init; }

    /// <summary>Free text; empty takes the note away.</summary>
    [Id(1)] public string? Note { get; init; }

    [Id(2)] public ImmutableArray<string> AddedTags { get; init; } = [];

    [Id(3)] public ImmutableArray<string> RemovedTags { get; init; } = [];
}
