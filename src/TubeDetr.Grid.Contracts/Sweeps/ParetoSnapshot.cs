using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>The experiments of a sweep by several objectives at once.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ParetoSnapshot")]
public sealed record ParetoSnapshot
{
    [Id(0)] public required ImmutableArray<Objective> Objectives { get; init; }

    /// <summary>Those that have a value of every objective: first the front, then what follows; within a front by the first objective, best first.</summary>
    [Id(1)] public ImmutableArray<ParetoPoint> Points { get; init; } = [];

    /// <summary>How many experiments lack a value of some objective.</summary>
    [Id(2)] public int Incomplete { get; init; }
}

/// <summary>An experiment by several objectives.</summary>
/// <param name="Values">Of its last evaluation, in the order of the objectives: all of the same weights.</param>
/// <param name="Rank">0: on the front, no other is at least as good in every objective and better in one. 1: on the front without those; and so on.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.ParetoPoint")]
public sealed record ParetoPoint([property: Id(0)] ExperimentId Experiment, [property: Id(1)] ImmutableArray<double> Values, [property: Id(2)] int Rank);
