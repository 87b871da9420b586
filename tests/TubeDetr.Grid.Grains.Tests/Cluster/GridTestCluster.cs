using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.TestingHost;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Grains.Scheduling;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>A cluster in this process with everything real but the computing: grains, slots, fences, and blobs in Azurite.</summary>
internal sealed class GridTestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private GridTestCluster(InProcessTestCluster orleans) => Orleans = orleans;

    public InProcessTestCluster Orleans { get; }

    public static async Task<GridTestCluster> Start(AzuriteProcess azurite, IEpochRunner runner, KeptGrainStorage? state = null, short silos = 2, int? storePort = null, Action<ISiloBuilder>? adapt = null)
    {
        var kept = state ?? new KeptGrainStorage();
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddGrid(new SlotDescription("0", "cpu", 1 << 30));
            silo.UseInMemoryReminderService();
            silo.Services.AddKeyedSingleton(GridStorage.Name, (services, _) => kept.For(services.GetRequiredService<Serializer>()));
            silo.Services.AddSingleton(new StorageOptions { ConnectionString = storePort is { } port ? azurite.ConnectionStringAt(port) : azurite.ConnectionString, Retries = storePort is null ? 4 : 0 });
            silo.Services.AddSingleton(Some.Catalog);
            silo.Services.AddSingleton(runner);
            silo.Services.AddSingleton(new TrainerOptions { Delivery = TimeSpan.FromMilliseconds(50), OutageLimit = TimeSpan.FromSeconds(30) });
            silo.Services.AddSingleton(new SlotQueueOptions { Silence = TimeSpan.FromSeconds(4), Unconfirmed = TimeSpan.FromSeconds(4) });
            adapt?.Invoke(silo);
        });
        builder.ConfigureClient(client => client.AddOutgoingGrainCallFilter<ExpiredCallFilter>());
        var cluster = new GridTestCluster(builder.Build());
        await cluster.Orleans.DeployAsync();
        return cluster;
    }

    public async ValueTask DisposeAsync() => await Orleans.DisposeAsync();

    public ISweepGrain Sweep(SweepId id) => Orleans.Client.GetGrain<ISweepGrain>(id.Value);

    public IExperimentGrain Experiment(ExperimentId id) => Orleans.Client.GetGrain<IExperimentGrain>(id.Value);

    public IMetricsGrain Metrics(ExperimentId id) => Orleans.Client.GetGrain<IMetricsGrain>(id.Value);

    /// <summary>Submits a sweep that must be accepted.</summary>
    public async Task<SweepId> Submit(string yaml)
    {
        var id = SweepId.NewRandom();
        var result = await Sweep(id).Submit(yaml);
        Assert.True(result.Accepted, string.Join(", ", result.Errors));
        return id;
    }

    public Task<ImmutableArray<ExperimentSnapshot>> UntilEnded(SweepId sweep) => Until(
        async () => await Sweep(sweep).GetSnapshot() is { Ended: not null } ? await Sweep(sweep).ListExperiments() : default,
        rows => !rows.IsDefault);

    public Task<ExperimentSnapshot> Until(ExperimentId experiment, Func<ExperimentSnapshot, bool> condition) =>
        Until(async () => (await Experiment(experiment).GetSnapshot())!, condition);

    public static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var seen = await look();
            if (condition(seen))
            {
                return seen;
            }

            Assert.False(limit.IsCancellationRequested, $"It did not come about; last seen: {seen}");
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
