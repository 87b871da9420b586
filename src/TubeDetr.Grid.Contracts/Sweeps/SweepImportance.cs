using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>Which hyper-parameters a metric depended on in a sweep: a functional analysis of variance over the search space.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SweepImportance")]
public sealed record SweepImportance
{
    [Id(0)] public required string Metric { get; init; }

    /// <summary>How many experiments it rests on.</summary>
    [Id(1)] public required int Experiments { get; init; }

    /// <summary>How much of the differences between experiments that it had not seen the model foretold, from 0 to 1 (R²).</summary>
    [Id(2)] public double Explained { get; init; }

    /// <summary>Greatest first; empty when nothing can be said, and <see cref="Notes"/> tells why.</summary>
    [Id(3)] public ImmutableArray<KnobImportance> Knobs { get; init; } = [];

    /// <summary>What two bring about together, beyond what each does alone; greatest first, without those that are next to nothing.</summary>
    [Id(4)] public ImmutableArray<PairImportance> Pairs { get; init; } = [];

    /// <summary>Sentences for people: why to doubt it, what was left out.</summary>
    [Id(5)] public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>A hyper-parameter's share of the metric's variance over the search space.</summary>
/// <param name="Share">From 0 to 1, its own effect alone.</param>
/// <param name="Spread">Standard deviation of the share over the parts of the model: how far it may be off.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.KnobImportance")]
public sealed record KnobImportance([property: Id(0)] string Name, [property: Id(1)] double Share, [property: Id(2)] double Spread);

/// <summary>The share of two hyper-parameters' interaction, from 0 to 1.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.PairImportance")]
public sealed record PairImportance([property: Id(0)] string First, [property: Id(1)] string Second, [property: Id(2)] double Share);
