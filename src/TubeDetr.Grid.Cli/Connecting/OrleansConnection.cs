using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>The cluster through an Orleans client; owns the client's host.</summary>
internal sealed class OrleansConnection(IHost host, IGrainFactory grains, TimeProvider time) : IGridConnection
{
    public Task<SubmitResult> Submit(string yaml) => Sweep(SweepId.NewRandom()).Submit(yaml);

    public Task<ImmutableArray<SweepSnapshot>> ListSweeps() => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List();

    public Task<SweepSnapshot?> GetSweep(SweepId id) => Sweep(id).GetSnapshot();

    public Task<ImmutableArray<ExperimentSnapshot>> ListExperiments(SweepId id) => Sweep(id).ListExperiments();

    public Task<bool> CancelSweep(SweepId id, string cause) => Sweep(id).Cancel(cause);

    public Task<ExperimentSnapshot?> GetExperiment(ExperimentId id) => grains.GetGrain<IExperimentGrain>(id.Value).GetSnapshot();

    public Task<ClusterSnapshot> GetCluster() => grains.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot();

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        try
        {
            await host.StopAsync(limit.Token);
        }
        finally
        {
            host.Dispose();
        }
    }

    private ISweepGrain Sweep(SweepId id) => grains.GetGrain<ISweepGrain>(id.Value);
}
