using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>Asks the grains, and the store for logs and curves.</summary>
public sealed class OrleansGridClient(GridConnection connection, ExperimentLog log, CurveStore curves, TimeProvider time) : IGridClient
{
    public Task<ImmutableArray<SweepSnapshot>> ListSweeps() =>
        connection.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List();

    public async Task<SweepView?> GetSweep(SweepId sweep, SweepView? known = null)
    {
        var grain = Sweep(sweep);
        var snapshot = grain.GetSnapshot();
        var experiments = known is null ? grain.ListExperiments() : grain.ListChanged([.. known.Experiments.Select(experiment => experiment.Version)]);
        await Task.WhenAll(snapshot, experiments);
        return await snapshot is { } found ? new SweepView(found, With(known?.Experiments ?? [], await experiments)) : null;
    }

    public Task<ExperimentSnapshot?> GetExperiment(ExperimentId experiment) =>
        Experiment(experiment).GetSnapshot();

    public Task<ClusterSnapshot> GetCluster() => connection.Client.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot();

    public Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters() =>
        connection.Client.GetGrain<IClusterGrain>(IClusterGrain.Key).GetHyperParameters();

    public IAsyncEnumerable<MetricBatch> Watch(ExperimentId experiment, long afterSequence, CancellationToken cancellationToken) =>
        connection.Client.GetGrain<IMetricsGrain>(experiment.Value).Watch(afterSequence, cancellationToken);

    public Task<ExperimentCurves?> GetCurves(ExperimentId experiment, CancellationToken cancellationToken) => curves.Load(experiment, cancellationToken);

    public Task<ExperimentCurves> MakeCurves(ExperimentId experiment, CancellationToken cancellationToken) => curves.Rebuild(experiment, cancellationToken);

    public IAsyncEnumerable<MetricRow> Rows(ExperimentId experiment, CancellationToken cancellationToken) => curves.Rows(experiment, cancellationToken);

    public Task<CurveOverview?> GetOverview(SweepId sweep, string metric, CancellationToken cancellationToken) => curves.LoadOverview(sweep, metric, cancellationToken);

    public Task SaveOverview(SweepId sweep, string metric, CurveOverview overview, CancellationToken cancellationToken) =>
        curves.SaveOverview(sweep, metric, overview, cancellationToken);

    public async Task<LogTail> ReadLog(ExperimentId experiment, int lines) => new(await log.Tail(experiment, lines, CancellationToken.None));

    public Task<SweepImportance?> Importance(SweepId sweep) => Sweep(sweep).Importance(null);

    public Task<SweepPreview> Preview(string yaml) => connection.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).Preview(yaml);

    public Task<SubmitResult> Submit(string yaml) => connection.Client.Submit(yaml, time);

    public Task<bool> Ask(SweepId sweep, SweepRequest request, string cause) => Sweep(sweep).Ask(request, cause);

    public Task<bool> Ask(ExperimentId experiment, ExperimentRequest request, string cause) => Experiment(experiment).Ask(request, cause);

    public Task<bool> Amend(ExperimentId experiment, ExperimentAmendment amendment) => Experiment(experiment).Amend(amendment);

    public Task<string?> Ask(ExperimentId experiment, CheckpointRequest request, string blob) => Experiment(experiment).AskOfCheckpoint(request, blob);

    public Task<ForkResult> Fork(SweepId sweep, ForkRequest request) => Sweep(sweep).Fork(request);

    public Task<int> Drain(string silo) => connection.Client.GetGrain<IClusterGrain>(IClusterGrain.Key).Drain(silo);

    /// <summary>Rows with newer ones in their places, and those that have come behind.</summary>
    private static ImmutableArray<ExperimentSnapshot> With(ImmutableArray<ExperimentSnapshot> known, ImmutableArray<ExperimentSnapshot> changed)
    {
        if (known.IsEmpty || changed.IsEmpty)
        {
            return changed.IsEmpty ? known : changed;
        }

        var rows = known.ToBuilder();
        foreach (var row in changed)
        {
            if (row.Index < rows.Count)
            {
                rows[row.Index] = row;
            }
            else
            {
                rows.Add(row);
            }
        }

        return rows.ToImmutable();
    }

    private ISweepGrain Sweep(SweepId id) => connection.Client.GetGrain<ISweepGrain>(id.Value);

    private IExperimentGrain Experiment(ExperimentId id) => connection.Client.GetGrain<IExperimentGrain>(id.Value);
}
