using System.Globalization;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Scheduling;

/// <content>Who gets which slot, and why somebody has none.</content>
public sealed partial class SlotQueue
{
    /// <summary>
    /// The next free slot for whoever is next among those whom one fits; null when there is none. Of several the one that can least, so that a GPU is left to those who
    /// need it. The slot is kept for it until the answer.
    /// </summary>
    public SlotOffer? NextOffer(DateTimeOffset now)
    {
        _waiting.EndPauses(now);
        var free = _slots.Values.Where(slot => slot.IsFree).ToList();
        if (free.Count == 0 || Next(free) is not { } next)
        {
            return null;
        }

        var chosen = free.Where(slot => Suits(next, slot)).MinBy(slot => (Avoids(next, slot), slot.Snapshot!.Device is not "cpu", slot.Snapshot.Labels.Length, slot.Snapshot.MemoryBytes))!;
        _waiting.Remove(next.Experiment);
        chosen.Lease = new Lease(next.Experiment, 0, now) { Priority = next.Priority };
        return new SlotOffer(chosen.Snapshot!, next);
    }

    /// <summary>Why an experiment has no slot yet; null when it does not wait.</summary>
    public string? WhyWaiting(ExperimentId experiment, DateTimeOffset now) => _waiting.Find(experiment) is { } request ? Why(request, Fitting(request), now) : null;

    private static bool Suits(SlotRequest request, Slot slot) =>
        slot.Snapshot is { Leaving: false } snapshot && request.Requires.AreMetBy(snapshot) && !request.Excluded.Contains(slot.Silo, StringComparer.Ordinal);

    /// <summary>A slot is first offered to those who have lost no attempt there.</summary>
    private SlotRequest? Next(List<Slot> free)
    {
        var (offered, held) = (Offered(), Held());
        return _waiting.Next(request => free.Exists(slot => Suits(request, slot) && !Avoids(request, slot)), offered, held)
            ?? _waiting.Next(request => free.Exists(slot => Suits(request, slot)), offered, held);
    }

    private static bool Avoids(SlotRequest request, Slot slot) => request.Avoided.Contains(slot.Silo, StringComparer.Ordinal);

    private HashSet<ExperimentId> Offered() => [.. Leases.Where(lease => lease.IsOffer).Select(lease => lease.Experiment)];

    private Func<string, int> Held()
    {
        var held = Leases.CountBy(lease => lease.Experiment.Sweep.Value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return sweep => held.GetValueOrDefault(sweep);
    }

    private List<Slot> Fitting(SlotRequest request) => [.. _slots.Values.Where(slot => Suits(request, slot))];

    private static string Why(SlotRequest request, List<Slot> fitting, DateTimeOffset now)
    {
        var wanted = request.Requires.ToString() is { Length: > 0 } needs ? $"a slot with {needs}" : "a slot";
        return request.NotBefore > now ? string.Create(CultureInfo.InvariantCulture, $"pauses after a loss until {request.NotBefore:HH:mm:ss} UTC")
            : fitting.Count == 0 && !request.Excluded.IsEmpty ? $"waits for {wanted}: none is connected but those of {string.Join(", ", request.Excluded)}, which its failure rules exclude"
            : fitting.Count == 0 ? $"waits for {wanted}: none is connected"
            : fitting.Exists(slot => slot.YieldsTo == request.Experiment) ? $"waits for {wanted}: an experiment of less priority writes a checkpoint and makes room"
            : fitting.Exists(slot => slot.IsFree) ? $"waits for {wanted}: is next"
            : string.Create(CultureInfo.InvariantCulture, $"waits for {wanted}: {(fitting.Count == 1 ? "the only one is" : $"all {fitting.Count} are")} in use");
    }
}
