using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>The slots of a pool and who waits for one, in order.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.PoolSnapshot")]
public sealed record PoolSnapshot(
    [property: Id(0)] ImmutableArray<SlotSnapshot> Slots,
    [property: Id(1)] ImmutableArray<ExperimentId> Queue);
