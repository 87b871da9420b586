using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Scheduling;

/// <summary>A slot that an experiment may have.</summary>
public sealed record SlotOffer(SlotSnapshot Slot, SlotRequest Request)
{
    public ExperimentId Experiment => Request.Experiment;
}

/// <summary>An attempt whose slot is gone.</summary>
public sealed record LostAttempt(ExperimentId Experiment, int Attempt, string Cause);

/// <summary>
/// Who waits, which slots live, and who holds them. Knows no clock and no grain: times come in, offers and losses come out.
/// </summary>
public sealed partial class SlotQueue(SlotQueueOptions options)
{
    private readonly WaitingLines _waiting = new();
    private readonly SortedDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    private IEnumerable<Lease> Leases => _slots.Values.Select(slot => slot.Lease).OfType<Lease>();

    /// <summary>A slot lives, and says which attempt it executes.</summary>
    public void Heartbeat(SlotSnapshot snapshot, DateTimeOffset now)
    {
        if (!_slots.TryGetValue(snapshot.Key, out var slot))
        {
            _slots[snapshot.Key] = slot = new Slot(snapshot.Silo);
        }

        (slot.Snapshot, slot.LastSeen, slot.Suspended) = (snapshot, now, false);
        if (snapshot.Experiment is not { } experiment)
        {
            return;
        }

        if (slot.Lease is not { } lease)
        {
            slot.Lease = new Lease(experiment, snapshot.Attempt, now);
        }
        else if (lease.Experiment == experiment && (lease.IsOffer || lease.Attempt == snapshot.Attempt))
        {
            slot.Lease = lease with { Confirmed = now };
        }
    }

    /// <summary>An experiment waits; asking again keeps its place among equals.</summary>
    public void Enqueue(SlotRequest request) => _waiting.Add(request);

    public void Withdraw(ExperimentId experiment) => _waiting.Remove(experiment);

    /// <summary>The experiment has taken the slot that it was offered; the loss when the slot has gone meanwhile.</summary>
    public LostAttempt? Accepted(SlotOffer offer, int attempt, DateTimeOffset now)
    {
        if (!_slots.TryGetValue(offer.Slot.Key, out var slot) || slot.Lease is not { IsOffer: true } lease || lease.Experiment != offer.Experiment)
        {
            return new LostAttempt(offer.Experiment, attempt, $"the slot of {offer.Slot.Silo} went away as the attempt began");
        }

        slot.Lease = lease with { Attempt = attempt, Confirmed = now };
        return null;
    }

    /// <summary>The experiment has not taken it. The slot is offered again once it says that it is idle.</summary>
    public void Declined(SlotOffer offer)
    {
        if (_slots.TryGetValue(offer.Slot.Key, out var slot) && slot.Lease is { IsOffer: true } lease && lease.Experiment == offer.Experiment)
        {
            (slot.Lease, slot.Suspended) = (null, true);
        }
    }

    /// <summary>The attempt does not use its slot any more.</summary>
    public void Release(string key, ExperimentId experiment, int attempt)
    {
        if (_slots.TryGetValue(key, out var slot) && slot.Lease is { } lease && lease.Experiment == experiment && lease.Attempt == attempt)
        {
            slot.Lease = null;
            slot.Snapshot = slot.Snapshot is null ? null : slot.Snapshot with { Experiment = null, Attempt = 0 };
        }
    }

    /// <summary>An attempt believes that it holds a slot, perhaps one that has not been heard of yet.</summary>
    public LostAttempt? Claim(string key, string silo, ExperimentId experiment, int attempt, int priority, DateTimeOffset now)
    {
        if (!_slots.TryGetValue(key, out var slot))
        {
            _slots[key] = slot = new Slot(silo) { LastSeen = now };
        }

        if (slot.Lease is null || (slot.Lease.Experiment == experiment && slot.Lease.Attempt < attempt && !slot.Lease.IsOffer))
        {
            slot.Lease = new Lease(experiment, attempt, now);
        }

        if (slot.Lease.Experiment != experiment)
        {
            return new LostAttempt(experiment, attempt, "its slot has gone to another experiment");
        }

        slot.Lease = slot.Lease with { Priority = priority };
        return null;
    }

    /// <summary>The slot leaves in order; what it still holds is lost.</summary>
    public LostAttempt? Remove(string key) =>
        _slots.Remove(key, out var slot) ? slot.ToLost($"silo {slot.Silo} left") : null;

    /// <summary>Slots that fell silent or whose silo is dead go, with what they held; so do attempts that their slot does not execute.</summary>
    public ImmutableArray<LostAttempt> Expire(DateTimeOffset now, Func<string, bool> isDead)
    {
        var lost = ImmutableArray.CreateBuilder<LostAttempt>();
        foreach (var (key, slot) in _slots.ToList())
        {
            var dead = isDead(key);
            if (dead || now - slot.LastSeen > options.Silence)
            {
                _slots.Remove(key);
                Add(slot.ToLost(dead ? $"silo {slot.Silo} died" : $"silo {slot.Silo} fell silent"));
            }
            else if (slot.Lease is { IsOffer: false } lease && slot.LastSeen - lease.Confirmed > options.Unconfirmed)
            {
                Add(slot.ToLost($"silo {slot.Silo} does not execute it any more"));
                slot.Lease = null;
            }
        }

        return lost.ToImmutable();

        void Add(LostAttempt? attempt)
        {
            if (attempt is not null)
            {
                lost.Add(attempt);
            }
        }
    }

    public PoolSnapshot ToSnapshot(DateTimeOffset now)
    {
        // Asked each second while others wait for a slot: who stands in one line is looked at once.
        var fitting = new Dictionary<string, List<Slot>>(StringComparer.Ordinal);
        return new(
            [.. _slots.Values.Select(slot => slot.Snapshot is { } snapshot ? snapshot with { LastSeen = slot.LastSeen } : null).OfType<SlotSnapshot>()],
            [.. _waiting.First(PoolSnapshot.Shown).Select(waiting => new WaitingSnapshot(waiting.Request.Experiment, waiting.Request.Priority, Why(waiting.Request, FittingOf(waiting), now)))])
        {
            WaitingTotal = _waiting.Count,
        };

        List<Slot> FittingOf((SlotRequest Request, string Needs) waiting) =>
            fitting.TryGetValue(waiting.Needs, out var known) ? known : fitting[waiting.Needs] = Fitting(waiting.Request);
    }

    /// <param name="Attempt">0 while the slot is offered and not yet taken.</param>
    /// <param name="Confirmed">When the slot last said the same.</param>
    private sealed record Lease(ExperimentId Experiment, int Attempt, DateTimeOffset Confirmed)
    {
        public bool IsOffer => Attempt == 0;

        /// <summary>Null while only the slot has told of it: nobody preempts what may be more important.</summary>
        public int? Priority { get; init; }
    }

    private sealed class Slot(string silo)
    {
        /// <summary>Null while it is only claimed.</summary>
        public SlotSnapshot? Snapshot { get; set; }

        public DateTimeOffset LastSeen { get; set; }

        public Lease? Lease
        {
            get;
            set
            {
                if (value?.Experiment != field?.Experiment || value?.Attempt != field?.Attempt)
                {
                    (YieldsTo, Since) = (null, value?.Confirmed ?? default);
                }

                field = value;
            }
        }

        /// <summary>When the present tenure began.</summary>
        public DateTimeOffset Since { get; private set; }

        /// <summary>For whom the present tenure was asked to end.</summary>
        public ExperimentId? YieldsTo { get; set; }

        /// <summary>Not offered before its next heartbeat.</summary>
        public bool Suspended { get; set; }

        public bool IsFree => Lease is null && !Suspended && Snapshot is { Experiment: null, Leaving: false };

        public string Silo => silo;

        /// <summary>An offer is not lost: whoever was asked answers, and learns it then.</summary>
        public LostAttempt? ToLost(string cause) => Lease is { IsOffer: false } lease ? new LostAttempt(lease.Experiment, lease.Attempt, cause) : null;
    }
}

/// <summary>Times after which a slot or an attempt counts as lost.</summary>
public sealed record SlotQueueOptions
{
    /// <summary>A slot that has not been heard of for this long is gone. Heartbeats come every second.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>An attempt that its slot has not named for this long is gone: it ended, and nobody heard of it.</summary>
    public TimeSpan Unconfirmed { get; init; } = TimeSpan.FromSeconds(6);
}
