using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;

namespace TubeDetr.Grid.Grains.Sweeps.Journal;

/// <summary>One thing that happened in a sweep's search. Exactly one of its parts is set.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.JournalEntry")]
public sealed record JournalEntry
{
    [Id(0)] public ProposedExperiment? Proposed { get; init; }

    /// <summary>What became known of an experiment before the next proposal; its hyper-parameters stand with its proposal.</summary>
    [Id(1)] public Observation? Observed { get; init; }

    [Id(2)] public PopulationRound? Round { get; init; }
}

/// <summary>An experiment as its sweep has proposed it.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ProposedExperiment")]
public sealed record ProposedExperiment
{
    /// <summary>Without the sweep's constants.</summary>
    [Id(0)] public required HyperParameterSet HyperParameters { get; init; }

    /// <summary>In all, those of the origin's checkpoint included.</summary>
    [Id(1)] public required int Epochs { get; init; }

    /// <summary>The checkpoint with which it begins.</summary>
    [Id(2)] public ExperimentOrigin? Origin { get; init; }

    /// <summary>Place of the experiment whose place in the population it takes.</summary>
    [Id(3)] public int? Replaces { get; init; }

    /// <summary>False for what a person forked: the search does not learn from it and does not end it.</summary>
    public bool IsSearched => Origin is null || Replaces is not null;
}

/// <summary>A comparison of a population, with those that were replaced; one entry, so that it is kept as a whole or not at all.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.PopulationRound")]
public sealed record PopulationRound([property: Id(0)] int Epoch, [property: Id(1)] ImmutableArray<PopulationExchange> Exchanges);

/// <summary>The end of one experiment and the beginning of the one that takes its place.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.PopulationExchange")]
public sealed record PopulationExchange([property: Id(0)] int Ended, [property: Id(1)] string Reason, [property: Id(2)] ProposedExperiment Begun);

/// <summary>Some consecutive entries: what is written at a time.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.JournalPage")]
public sealed record JournalPage
{
    [Id(0)] public ImmutableArray<JournalEntry> Entries { get; init; } = [];
}
