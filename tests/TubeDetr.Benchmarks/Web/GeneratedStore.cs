using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Benchmarks.Web;

/// <summary>Writes a generated sweep as the grid itself would have left it: grain state, metric logs and curves.</summary>
internal static class GeneratedStore
{
    private const int BlockRows = 4000;

    public static async Task Write(IServiceProvider silo, BlobStorage blobs, GeneratedSweep sweep, int experiments, Action<int> done)
    {
        await blobs.EnsureReady(CancellationToken.None);
        var grains = silo.GetRequiredService<IGrainFactory>();
        var state = silo.GetRequiredKeyedService<IGrainStorage>(GridStorage.Name);
        var written = 0;
        await Parallel.ForAsync(0, experiments, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (index, cancellationToken) =>
        {
            var id = ExperimentId.Of(sweep.Id, index);
            await WriteMetrics(blobs, id, sweep.Rows(index), cancellationToken);
            await WriteState(state, "experiment", grains.GetGrain<IExperimentGrain>(id.Value).GetGrainId(), sweep.Experiment(index));
            done(Interlocked.Increment(ref written));
        });
        await WriteState(state, "sweep", grains.GetGrain<ISweepGrain>(sweep.Id.Value).GetGrainId(), sweep.Sweep);
        await grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).Add(sweep.Id);
    }

    private static Task WriteState<T>(IGrainStorage storage, string name, GrainId grain, T value) => storage.WriteStateAsync(name, grain, new GrainState<T>(value));

    private static async Task WriteMetrics(BlobStorage blobs, ExperimentId id, IEnumerable<Grid.Contracts.Metrics.MetricRow> rows, CancellationToken cancellationToken)
    {
        var log = await MetricLog.Open(blobs, id, cancellationToken);
        await log.Append([new MetricLogEntry.Begin(1, 0)], cancellationToken);
        var curves = new ExperimentCurves();
        foreach (var block in rows.Chunk(BlockRows))
        {
            await log.Append([.. block.Select(row => new MetricLogEntry.Measured(row))], cancellationToken);
            Array.ForEach(block, curves.Add);
        }

        await new CurveStore(blobs).Save(id, curves, cancellationToken);
    }
}
