using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>
/// Leases the slots of a pool to queued experiments: by priority, with fair shares for the sweeps. Soft state: rebuilt from heartbeats and from experiments
/// that ask again. Key: name of the pool, <see cref="DefaultPool"/>.
/// </summary>
[Alias("tubedetr.ISchedulerGrain")]
public interface ISchedulerGrain : IGrainWithStringKey
{
    const string DefaultPool = "default";

    /// <summary>A slot is alive, and says which attempt it runs. A slot that falls silent is lost.</summary>
    [Alias("Heartbeat")]
    Task Heartbeat(SlotSnapshot slot);

    /// <summary>An experiment waits for a slot. Asking twice changes at most its priority.</summary>
    /// <param name="begun">It has trained before and lost its slot: it goes before those of its priority that have not begun.</param>
    /// <param name="priority">A greater one goes first.</param>
    [Alias("EnqueueByPriority")]
    Task Enqueue(ExperimentId experiment, bool begun, int priority);

    /// <summary>An experiment does not wait any more.</summary>
    [Alias("Withdraw")]
    Task Withdraw(ExperimentId experiment);

    /// <summary>
    /// An attempt believes that it holds a slot. When the slot does not soon say the same, the attempt is lost and told so.
    /// </summary>
    /// <param name="silo">Name of the slot's silo for people.</param>
    [Alias("Claim")]
    Task Claim(string slot, string silo, ExperimentId experiment, int attempt);

    /// <summary>The slot's silo leaves in order: no new attempt goes there, and what it still holds is lost at once.</summary>
    [Alias("RemoveSlot")]
    Task RemoveSlot(string slot);

    /// <summary>The attempt does not use its slot any more.</summary>
    [Alias("Release")]
    Task Release(string slot, ExperimentId experiment, int attempt);

    [Alias("GetSnapshot")]
    Task<PoolSnapshot> GetSnapshot();
}
