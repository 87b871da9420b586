using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>One device of one silo, leased to one attempt at a time.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SlotSnapshot")]
public sealed record SlotSnapshot
{
    /// <summary><c>{silo address}/{slot}</c>: also the key of the slot's trainer grain.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>Name of the silo for people, such as <c>silo-1</c>.</summary>
    [Id(1)] public required string Silo { get; init; }

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    [Id(2)] public required string Device { get; init; }

    /// <summary>Memory of the device in bytes: of the GPU, or of the machine for <c>cpu</c>.</summary>
    [Id(3)] public required long MemoryBytes { get; init; }

    [Id(4)] public ExperimentId? Experiment { get; init; }

    [Id(5)] public int Attempt { get; init; }

    [Id(6)] public DateTimeOffset LastSeen { get; init; }

    /// <summary>Its silo ends in order: it takes no new attempt.</summary>
    [Id(7)] public bool Leaving { get; init; }

    /// <summary>What its attempt cannot do at present because a store does not answer; null when all is well.</summary>
    [Id(8)] public OutageSnapshot? Outage { get; init; }

    /// <summary>Words that its owner gave it, such as <c>a100</c> or <c>lab-2</c>.</summary>
    [Id(20)] public ImmutableArray<string> Labels { get; init; } = [];
}
