using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests;

/// <summary>Answers with what a test has put in, and counts what was asked.</summary>
internal sealed class AnsweringGridClient : IGridClient
{
    private readonly ConcurrentDictionary<ExperimentId, Channel<MetricBatch>> batches = new();

    public ImmutableArray<SweepView> Views { get; set; } = [];

    public ClusterSnapshot Cluster { get; set; } = new([], new PoolSnapshot([], []));

    public ImmutableArray<HyperParameterDefinition> Definitions { get; set; } = [];

    public LogTail Log { get; set; } = new([]);

    /// <summary>Thrown by every question while it is set.</summary>
    public Exception? Fault { get; set; }

    public ConcurrentQueue<long> WatchedFrom { get; } = new();

    public ConcurrentQueue<SweepId> Cancelled { get; } = new();

    public int Questions { get; private set; }

    public Channel<MetricBatch> Batches(ExperimentId experiment) => batches.GetOrAdd(experiment, _ => Channel.CreateUnbounded<MetricBatch>());

    /// <summary>The enumeration that is read now ends, as when its silo goes; the next one starts anew.</summary>
    public void EndWatch(ExperimentId experiment, Exception? fault = null)
    {
        if (batches.TryRemove(experiment, out var channel))
        {
            channel.Writer.Complete(fault);
        }
    }

    public Task<ImmutableArray<SweepSnapshot>> ListSweeps() => Answer(() => Views.Select(view => view.Sweep).ToImmutableArray());

    public Task<SweepView?> GetSweep(SweepId sweep) => Answer(() => Views.FirstOrDefault(view => view.Sweep.Id == sweep));

    public Task<ExperimentSnapshot?> GetExperiment(ExperimentId experiment) =>
        Answer(() => Views.SelectMany(view => view.Experiments).FirstOrDefault(one => one.Id == experiment));

    public Task<ClusterSnapshot> GetCluster() => Answer(() => Cluster);

    public Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters() => Answer(() => Definitions);

    public Task<LogTail> ReadLog(ExperimentId experiment, int lines) => Answer(() => Log);

    public async IAsyncEnumerable<MetricBatch> Watch(ExperimentId experiment, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WatchedFrom.Enqueue(afterSequence);
        var channel = Batches(experiment);
        while (await channel.Reader.WaitToReadAsync(cancellationToken))
        {
            while (channel.Reader.TryRead(out var batch))
            {
                yield return batch;
            }
        }
    }

    public Task<bool> CancelSweep(SweepId sweep, string cause) => Answer(() =>
    {
        Cancelled.Enqueue(sweep);
        return true;
    });

    private Task<T> Answer<T>(Func<T> answer)
    {
        Questions++;
        return Fault is null ? Task.FromResult(answer()) : Task.FromException<T>(Fault);
    }
}
