using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>Asks the grains, and the store for logs.</summary>
public sealed class OrleansGridClient(GridConnection connection, ExperimentLog log) : IGridClient
{
    public Task<ImmutableArray<SweepSnapshot>> ListSweeps() =>
        connection.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List();

    public async Task<SweepView?> GetSweep(SweepId sweep)
    {
        var grain = connection.Client.GetGrain<ISweepGrain>(sweep.Value);
        var snapshot = grain.GetSnapshot();
        var experiments = grain.ListExperiments();
        await Task.WhenAll(snapshot, experiments);
        return await snapshot is { } found ? new SweepView(found, await experiments) : null;
    }

    public Task<ExperimentSnapshot?> GetExperiment(ExperimentId experiment) =>
        connection.Client.GetGrain<IExperimentGrain>(experiment.Value).GetSnapshot();

    public Task<ClusterSnapshot> GetCluster() => connection.Client.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot();

    public Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters() =>
        connection.Client.GetGrain<IClusterGrain>(IClusterGrain.Key).GetHyperParameters();

    public IAsyncEnumerable<MetricBatch> Watch(ExperimentId experiment, long afterSequence, CancellationToken cancellationToken) =>
        connection.Client.GetGrain<IMetricsGrain>(experiment.Value).Watch(afterSequence, cancellationToken);

    public async Task<LogTail> ReadLog(ExperimentId experiment, int lines) => new(await log.Tail(experiment, lines, CancellationToken.None));

    public Task<bool> CancelSweep(SweepId sweep, string cause) =>
        connection.Client.GetGrain<ISweepGrain>(sweep.Value).Ask(SweepRequest.Cancel, cause);
}
