using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Grains.Cluster;
using TubeDetr.Grid.Grains.Scheduling;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Grains;

/// <summary>What every silo of the grid needs, whatever its membership and storage providers are.</summary>
public static class GridSiloExtensions
{
    /// <summary>
    /// Adds the grains' services. The host adds an <see cref="IEpochRunner"/> (with a slot), an <c>IHyperParameterCatalog</c>, <see cref="StorageOptions"/> and a grain
    /// storage named <see cref="GridStorage.Name"/>.
    /// </summary>
    /// <param name="slots">The slots of this silo; none: it only keeps state, and no trainer lives here.</param>
    public static ISiloBuilder AddGrid(this ISiloBuilder silo, params IReadOnlyCollection<SlotDescription> slots)
    {
        var services = silo.Services;
        GrainInterfaceTypes.AddFirst(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BlobStorage>();
        services.TryAddSingleton<CheckpointStore>();
        services.TryAddSingleton<ExperimentLog>();
        services.TryAddSingleton<CurveStore>();
        services.TryAddSingleton<PredictionStore>();
        services.TryAddSingleton<FilmStripStore>();
        services.TryAddSingleton(new SlotQueueOptions());
        silo.AddPlacementDirector<PinnedToSilo, PinnedToSiloDirector>();
        silo.AddOutgoingGrainCallFilter<ExpiredCallFilter>();
        if (slots.Count == 0)
        {
            services.Configure<GrainTypeOptions>(options => options.Classes.Remove(typeof(TrainerGrain)));
            return silo;
        }

        services.TryAddSingleton(new TrainerOptions());
        services.TryAddSingleton<IAttemptJournal, NoJournal>();
        services.AddSingleton<AttemptServices>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SiloSlots>(provider, slots));
        services.AddSingleton<SlotAgent>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SlotAgent>());
        return silo;
    }
}
