using System.Collections.Immutable;
using System.Globalization;

namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>What an experiment needs of its slot; the default takes any.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SlotRequirements")]
public sealed record SlotRequirements
{
    /// <summary>Of the memory that is asked for, this much suffices: a card that is sold with 24 GiB has a little less.</summary>
    private const double Tolerance = 0.95;

    public static SlotRequirements None { get; } = new();

    /// <summary><c>cuda</c> or <c>cpu</c>; null: either.</summary>
    [Id(0)] public string? Device { get; init; }

    /// <summary>Memory of the device in GiB at least; 0: any. A device whose memory is not known has none.</summary>
    [Id(1)] public int MemoryGib { get; init; }

    /// <summary>All of them must be among the slot's, in any order.</summary>
    [Id(2)] public ImmutableArray<string> Labels { get; init; } = [];

    public bool AreMetBy(SlotSnapshot slot) =>
        (Device is null || slot.Device.StartsWith(Device, StringComparison.Ordinal))
        && slot.MemoryBytes >= MemoryGib * Tolerance * (1L << 30)
        && Labels.All(slot.Labels.Contains);

    /// <summary>As a person reads it, such as <c>cuda, 8 GiB, label a100</c>; empty when anything will do. Equal needs have equal texts.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Device,
        MemoryGib > 0 ? string.Create(CultureInfo.InvariantCulture, $"{MemoryGib} GiB") : null,
        Labels.IsEmpty ? null : $"{(Labels.Length == 1 ? "label" : "labels")} {string.Join(' ', Labels.Order(StringComparer.Ordinal))}",
    }.OfType<string>());
}
