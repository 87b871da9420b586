using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>The slots of this silo, each with the trainer that executes on it. Lives as long as the silo.</summary>
public sealed class SiloSlots(IEnumerable<SlotDescription> slots, AttemptServices services, IAttemptJournal journal, ILogger<Trainer> log) : IDisposable
{
    public ImmutableArray<SiloSlot> All { get; } = [.. slots.Select(slot => new SiloSlot(slot, new Trainer(slot.Name, services, journal, log)))];

    /// <exception cref="SlotGoneException">There is no slot of this name.</exception>
    public Trainer TrainerOf(string key) =>
        All.FirstOrDefault(slot => key.EndsWith("/" + slot.Description.Name, StringComparison.Ordinal))?.Trainer ?? throw new SlotGoneException($"Slot {key} is not on this silo.");

    public void Dispose()
    {
        foreach (var slot in All)
        {
            slot.Trainer.Dispose();
        }
    }
}

/// <summary>A slot and who executes on it.</summary>
public sealed record SiloSlot(SlotDescription Description, Trainer Trainer);
