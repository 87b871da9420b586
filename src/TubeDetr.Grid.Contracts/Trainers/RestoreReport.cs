using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>What an attempt found in the store, where that is not what the experiment's record says.</summary>
/// <param name="From">The checkpoint from which it goes on; null: from the start.</param>
/// <param name="Unusable">Checkpoints that are missing or damaged.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.RestoreReport")]
public sealed record RestoreReport([property: Id(0)] CheckpointRecord? From, [property: Id(1)] ImmutableArray<UnusableCheckpoint> Unusable);

/// <summary>A checkpoint that cannot be read as it was written.</summary>
/// <param name="Why">A sentence for people.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.UnusableCheckpoint")]
public sealed record UnusableCheckpoint([property: Id(0)] string Blob, [property: Id(1)] string Why);
