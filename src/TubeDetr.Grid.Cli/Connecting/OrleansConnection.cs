using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>The cluster through an Orleans client; owns the client's host.</summary>
internal sealed class OrleansConnection(IHost host, IGrainFactory grains, TimeProvider time) : IGridConnection
{
    public Task<SubmitResult> Submit(string yaml) => grains.Submit(yaml, time);

    public Task<SweepPreview> Preview(string yaml) => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).Preview(yaml);

    public Task<ImmutableArray<SweepSnapshot>> ListSweeps() => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List();

    public Task<SweepSnapshot?> GetSweep(SweepId id) => Sweep(id).GetSnapshot();

    public Task<ImmutableArray<ExperimentSnapshot>> ListExperiments(SweepId id) => Sweep(id).ListExperiments();

    public Task<SweepImportance?> GetImportance(SweepId id, string? metric) => Sweep(id).Importance(metric);

    public Task<ParetoSnapshot?> GetPareto(SweepId id, ImmutableArray<Objective> objectives) => Sweep(id).Pareto(objectives);

    public Task<bool> Ask(SweepId id, SweepRequest request, string cause) => Sweep(id).Ask(request, cause);

    public Task<bool> Ask(ExperimentId id, ExperimentRequest request, string cause) => Experiment(id).Ask(request, cause);

    public Task<bool> Amend(ExperimentId id, ExperimentAmendment amendment) => Experiment(id).Amend(amendment);

    public Task<string?> AskOfCheckpoint(ExperimentId id, CheckpointRequest request, string blob) => Experiment(id).AskOfCheckpoint(request, blob);

    public Task<ForkResult> Fork(SweepId id, ForkRequest request) => Sweep(id).Fork(request);

    public Task<ExperimentSnapshot?> GetExperiment(ExperimentId id) => Experiment(id).GetSnapshot();

    public Task<string?> WhyWaiting(ExperimentId id) => grains.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool).WhyWaiting(id);

    public Task<ClusterSnapshot> GetCluster() => grains.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot();

    public Task<int> Drain(string silo) => grains.GetGrain<IClusterGrain>(IClusterGrain.Key).Drain(silo);

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

    private IExperimentGrain Experiment(ExperimentId id) => grains.GetGrain<IExperimentGrain>(id.Value);

    private ISweepGrain Sweep(SweepId id) => grains.GetGrain<ISweepGrain>(id.Value);
}
