using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>What a trainer needs to run one attempt.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.Assignment")]
public sealed record Assignment
{
    [Id(0)] public required ExperimentId Experiment { get; init; }

    [Id(1)] public required int Attempt { get; init; }

    [Id(2)] public required HyperParameterSet HyperParameters { get; init; }

    [Id(3)] public required Objective Objective { get; init; }

    [Id(4)] public required int Epochs { get; init; }

    /// <summary>Where to go on; null for a fresh start.</summary>
    [Id(5)] public CheckpointRecord? Checkpoint { get; init; }

    /// <summary>Every checkpoint that the experiment's record names, oldest first.</summary>
    [Id(6)] public ImmutableArray<CheckpointRecord> Known { get; init; } = [];

    /// <summary>Blobs that were let go and may still be in the head and the store.</summary>
    [Id(7)] public ImmutableArray<string> LetGo { get; init; } = [];

    /// <summary>Where a forked experiment began; it cannot start from nothing.</summary>
    [Id(8)] public ExperimentOrigin? Origin { get; init; }

    /// <summary>The attempt ends with the first evaluation after so many epochs; null: with all of them.</summary>
    [Id(20)] public int? Until { get; init; }
}
