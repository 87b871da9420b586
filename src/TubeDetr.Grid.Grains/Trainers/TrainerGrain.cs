using Orleans.Placement;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>The address of a silo's <see cref="Trainer"/>, which does the work and lives as long as the silo.</summary>
[PinnedToSilo, KeepAlive, Immovable]
public sealed class TrainerGrain(Trainer trainer, SlotAgent agent, ILocalSiloDetails silo) : Grain, ITrainerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Pinned grains have no directory that would refuse an activation in the wrong place.
        var key = this.GetPrimaryKeyString();
        return silo.SiloAddress.Equals(SlotKey.SiloOf(key)) ? Task.CompletedTask : throw new SlotGoneException($"Slot {key} is not on this silo.");
    }

    public Task<bool> Start(Assignment assignment) => Task.FromResult(trainer.Start(assignment));

    public Task<bool> Stop(ExperimentId experiment, int attempt, string cause) => Task.FromResult(trainer.Stop(experiment, attempt, cause));

    public Task<bool> StopAfterEpoch(ExperimentId experiment, int attempt, string cause) => Task.FromResult(trainer.StopAfterEpoch(experiment, attempt, cause));

    public Task Drain(string cause) => agent.Drain(cause);

    public Task<TrainerStatus?> GetStatus() => Task.FromResult(trainer.Status);
}
