using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>
/// Leases slots to queued experiments that they fit: by priority, with fair shares for the sweeps; a greater priority may have the slot of a smaller one. Soft state:
/// rebuilt from heartbeats and from experiments that ask again. Key: <see cref="DefaultPool"/>.
/// </summary>
[Alias("tubedetr.ISchedulerGrain")]
public interface ISchedulerGrain : IGrainWithStringKey
{
    const string DefaultPool = "default";

    /// <summary>The slots of a silo are alive, and say which attempts they run. A slot that falls silent is lost.</summary>
    [Alias("HeartbeatOfSilo")]
    Task Heartbeat(ImmutableArray<SlotSnapshot> slots);

    /// <summary>An experiment waits for a slot. Asking again keeps its place among equals and replaces the rest.</summary>
    [Alias("EnqueueRequest")]
    Task Enqueue(SlotRequest request);

    /// <summary>Many at once, in this order.</summary>
    [Alias("EnqueueRequests")]
    Task EnqueueAll(ImmutableArray<SlotRequest> requests);

    /// <summary>An experiment does not wait any more.</summary>
    [Alias("Withdraw")]
    Task Withdraw(ExperimentId experiment);

    /// <summary>
    /// An attempt believes that it holds a slot. When the slot does not soon say the same, the attempt is lost and told so.
    /// </summary>
    /// <param name="silo">Name of the slot's silo for people.</param>
    /// <param name="priority">Of the experiment: one with a greater priority may have its slot.</param>
    [Alias("ClaimByPriority")]
    Task Claim(string slot, string silo, ExperimentId experiment, int attempt, int priority);

    /// <summary>A silo leaves in order: no new attempt goes to its slots, and what they still hold is lost at once.</summary>
    [Alias("RemoveSlots")]
    Task RemoveSlots(ImmutableArray<string> slots);

    /// <summary>The attempt does not use its slot any more.</summary>
    [Alias("Release")]
    Task Release(string slot, ExperimentId experiment, int attempt);

    [Alias("GetSnapshot")]
    Task<PoolSnapshot> GetSnapshot();

    /// <summary>Why an experiment has no slot yet, for people; null when it does not wait.</summary>
    [Alias("WhyWaiting")]
    Task<string?> WhyWaiting(ExperimentId experiment);
}
