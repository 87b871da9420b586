using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>The slots of a pool and who waits for one.</summary>
/// <param name="Waiting">In order; only the first <see cref="Shown"/> of a long queue.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.PoolSnapshot")]
public sealed record PoolSnapshot(
    [property: Id(0)] ImmutableArray<SlotSnapshot> Slots,
    [property: Id(2)] ImmutableArray<WaitingSnapshot> Waiting)
{
    /// <summary>How many of those who wait are listed at most.</summary>
    public const int Shown = 200;

    /// <summary>How many wait in all.</summary>
    [Id(3)] public int WaitingTotal { get; init; } = Waiting.Length;

    /// <summary>The experiments of <see cref="Waiting"/>.</summary>
    public ImmutableArray<ExperimentId> Queue => [.. Waiting.Select(waiting => waiting.Experiment)];
}

/// <summary>An experiment in the queue.</summary>
/// <param name="Why">Why it has no slot yet, for people: "waits for a slot with cuda: none is connected".</param>
[GenerateSerializer, Immutable, Alias("tubedetr.WaitingSnapshot")]
public sealed record WaitingSnapshot(
    [property: Id(0)] ExperimentId Experiment,
    [property: Id(1)] int Priority,
    [property: Id(2)] string Why);
