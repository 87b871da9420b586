using Orleans.Placement;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>The address of a slot's <see cref="Trainer"/>, which does the work and lives as long as the silo.</summary>
[PinnedToSilo, KeepAlive, Immovable]
public sealed class TrainerGrain(SiloSlots slots, SlotAgent agent, ILocalSiloDetails silo) : Grain, ITrainerGrain
{
    private Trainer _trainer = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Pinned grains have no directory that would refuse an activation in the wrong place.
        var key = this.GetPrimaryKeyString();
        _trainer = silo.SiloAddress.Equals(SlotKey.SiloOf(key)) ? slots.TrainerOf(key) : throw new SlotGoneException($"Slot {key} is not on this silo.");
        return Task.CompletedTask;
    }

    public Task<bool> Start(Assignment assignment) => Task.FromResult(_trainer.Start(assignment));

    public Task<bool> Stop(ExperimentId experiment, int attempt, string cause) => Task.FromResult(_trainer.Stop(experiment, attempt, cause));

    public Task<bool> StopAfterEpoch(ExperimentId experiment, int attempt, string cause) => Task.FromResult(_trainer.StopAfterEpoch(experiment, attempt, cause));

    public Task Drain(string cause) => agent.Drain(cause);

    public Task<TrainerStatus?> GetStatus() => Task.FromResult(_trainer.Status);
}
