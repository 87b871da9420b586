using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>What a sweep would do if it were submitted, or everything that is wrong with it.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SweepPreview")]
public sealed record SweepPreview
{
    [Id(0)] public ImmutableArray<SweepError> Errors { get; init; } = [];

    [Id(1)] public string Name { get; init; } = "";

    [Id(2)] public string Method { get; init; } = "";

    /// <summary>How many experiments there would be; of a population, without those that take others' places.</summary>
    [Id(3)] public int Experiments { get; init; }

    /// <summary>Combinations of the space, conditions and constraints not looked at; null when there is no end of them.</summary>
    [Id(4)] public double? Cells { get; init; }

    /// <summary>The first ones, while nothing is known of any.</summary>
    [Id(5)] public ImmutableArray<HyperParameterSet> First { get; init; } = [];

    /// <summary>Names of the hyper-parameters in which they differ.</summary>
    [Id(6)] public ImmutableArray<string> Differing { get; init; } = [];

    /// <summary>Epochs in all, if every experiment trains to its end.</summary>
    [Id(7)] public double Epochs { get; init; }

    /// <summary>Null when nothing has run before.</summary>
    [Id(8)] public SlotTimeEstimate? Estimate { get; init; }
}

/// <summary>How long slots would be held, from what ran before.</summary>
/// <param name="Total">All slots added up, if every experiment trains to its end.</param>
/// <param name="PerEpoch">Median of the experiments that it rests on, evaluation included.</param>
/// <param name="Experiments">How many ended experiments it rests on: those that differ least.</param>
/// <param name="Different">Hyper-parameters in which those differ, besides what is searched.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.SlotTimeEstimate")]
public sealed record SlotTimeEstimate(
    [property: Id(0)] TimeSpan Total, [property: Id(1)] TimeSpan PerEpoch, [property: Id(2)] int Experiments, [property: Id(3)] ImmutableArray<string> Different);
