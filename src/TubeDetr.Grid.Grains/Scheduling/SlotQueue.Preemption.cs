using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Scheduling;

/// <summary>An attempt that is to write a checkpoint and give its slot to an experiment of greater priority.</summary>
public sealed record Preemption(string Slot, ExperimentId Experiment, int Attempt, ExperimentId For, int Priority)
{
    public string Cause => $"preempted by {For}, which has priority {Priority}";
}

/// <content>Making room.</content>
public sealed partial class SlotQueue
{
    /// <summary>
    /// Whom to ask for room: for each experiment that waits, and whom no slot fits that is free or becomes so, the attempt of least priority, the newest among equals. Only
    /// a greater priority preempts, so two can never chase each other off. Each slot is named once for each tenure; call it when no offer is left.
    /// </summary>
    public IEnumerable<Preemption> Preempt(DateTimeOffset now)
    {
        _waiting.EndPauses(now);
        var served = Offered();
        served.UnionWith(_slots.Values.Select(slot => slot.YieldsTo).OfType<ExperimentId>());
        var held = Held();
        while (_waiting.Next(request => Victim(request) is not null, served, held) is { } request)
        {
            var slot = Victim(request)!;
            slot.YieldsTo = request.Experiment;
            served.Add(request.Experiment);
            yield return new Preemption(slot.Snapshot!.Key, slot.Lease!.Experiment, slot.Lease.Attempt, request.Experiment, request.Priority);
        }
    }

    /// <summary>The attempt could not be asked; it may be named again.</summary>
    public void NotPreempted(Preemption preemption)
    {
        if (_slots.TryGetValue(preemption.Slot, out var slot) && slot.YieldsTo == preemption.For)
        {
            slot.YieldsTo = null;
        }
    }

    private Slot? Victim(SlotRequest request)
    {
        var fitting = _slots.Values.Where(slot => Suits(request, slot)).ToList();
        return fitting.Exists(slot => slot.Lease is null)
            ? null
            : fitting.Where(slot => slot is { YieldsTo: null, Lease.IsOffer: false } && slot.Lease.Priority < request.Priority).MinBy(slot => (Avoids(request, slot), slot.Lease!.Priority, -slot.Since.UtcTicks));
    }
}
