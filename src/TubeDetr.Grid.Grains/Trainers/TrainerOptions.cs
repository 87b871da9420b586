using System.Collections.Immutable;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>Times of a trainer.</summary>
public sealed record TrainerOptions
{
    /// <summary>Pause between two deliveries of metric rows and progress.</summary>
    public TimeSpan Delivery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For how long the store or a grain may be away before the attempt gives up: a night, because to wait costs nothing but the slot, and to give up costs an attempt.</summary>
    public TimeSpan OutageLimit { get; init; } = TimeSpan.FromHours(12);

    public FenceOptions Fence { get; init; } = new();
}

/// <summary>The slot of this silo: one device.</summary>
public sealed record SlotDescription(string Name, string Device, long MemoryBytes)
{
    public ImmutableArray<string> Labels { get; init; } = [];
}
