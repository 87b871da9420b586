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
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests;

/// <summary>Answers with what a test has put in, and counts what was asked.</summary>
internal sealed class AnsweringGridClient : IGridClient
{
    private readonly ConcurrentDictionary<ExperimentId, Channel<MetricBatch>> batches = new();
    private int questions;

    public ImmutableArray<SweepView> Views { get; set; } = [];

    public ClusterSnapshot Cluster { get; set; } = new([], new PoolSnapshot([], []));

    public ImmutableArray<HyperParameterDefinition> Definitions { get; set; } = [];

    public LogTail Log { get; set; } = new([]);

    /// <summary>Thrown by every question while it is set.</summary>
    public Exception? Fault { get; set; }

    public ConcurrentQueue<long> WatchedFrom { get; } = new();

    /// <summary>What was asked of sweeps, experiments and silos, in order: <c>(id, what)</c>.</summary>
    public ConcurrentQueue<(string Of, object What)> Asked { get; } = new();

    /// <summary>What the grid answers to a request: whether the state allows it.</summary>
    public bool Allows { get; set; } = true;

    public SubmitResult Submitted { get; set; } = SubmitResult.Refused([]);

    public ForkResult Forked { get; set; } = ForkResult.Refused();

    public int Questions => Volatile.Read(ref questions);

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

    public Task<SweepView?> GetSweep(SweepId sweep, SweepView? known = null) => Answer(() => Views.FirstOrDefault(view => view.Sweep.Id == sweep));

    public Task<ExperimentSnapshot?> GetExperiment(ExperimentId experiment) =>
        Answer(() => Views.SelectMany(view => view.Experiments).FirstOrDefault(one => one.Id == experiment));

    public Task<ClusterSnapshot> GetCluster() => Answer(() => Cluster);

    public Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters() => Answer(() => Definitions);

    /// <summary>What is saved of an experiment's curves; from the log comes the same.</summary>
    public ConcurrentDictionary<ExperimentId, ExperimentCurves> Curves { get; } = new();

    /// <summary>Overviews that are saved, and those that pages save.</summary>
    public ConcurrentDictionary<(SweepId Sweep, string Metric), CurveOverview> Overviews { get; } = new();

    public ConcurrentQueue<ExperimentId> CurvesRead { get; } = new();

    public Task<ExperimentCurves?> GetCurves(ExperimentId experiment, CancellationToken cancellationToken) => Answer(() =>
    {
        CurvesRead.Enqueue(experiment);
        return Curves.GetValueOrDefault(experiment);
    });

    public ConcurrentQueue<ExperimentId> Made { get; } = new();

    public Task<ExperimentCurves> MakeCurves(ExperimentId experiment, CancellationToken cancellationToken) => Answer(() =>
    {
        Made.Enqueue(experiment);
        return Curves.GetValueOrDefault(experiment) ?? new ExperimentCurves();
    });

    public ConcurrentDictionary<ExperimentId, ImmutableArray<MetricRow>> Logs { get; } = new();

    public IAsyncEnumerable<MetricRow> Rows(ExperimentId experiment, CancellationToken cancellationToken) => Logs.GetValueOrDefault(experiment, []).ToAsyncEnumerable();

    public Task<CurveOverview?> GetOverview(SweepId sweep, string metric, CancellationToken cancellationToken) => Answer(() => Overviews.GetValueOrDefault((sweep, metric)));

    public Task SaveOverview(SweepId sweep, string metric, CurveOverview overview, CancellationToken cancellationToken) => Answer(() => Overviews[(sweep, metric)] = overview);

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

    public SweepImportance? Importance { get; set; }

    Task<SweepImportance?> IGridClient.Importance(SweepId sweep) => Answer(() => Importance);

    /// <summary>What the grid says of a draft.</summary>
    public SweepPreview Preview { get; set; } = new();

    Task<SweepPreview> IGridClient.Preview(string yaml) => Answer(() => Preview);

    public Task<SubmitResult> Submit(string yaml) => Ask("", yaml, Submitted);

    public Task<bool> Ask(SweepId sweep, SweepRequest request, string cause) => Ask(sweep.Value, request, Allows);

    public Task<bool> Ask(ExperimentId experiment, ExperimentRequest request, string cause) => Ask(experiment.Value, request, Allows);

    public Task<bool> Amend(ExperimentId experiment, ExperimentAmendment amendment) => Ask(experiment.Value, amendment, Allows);

    /// <summary>What is answered to requests about checkpoints.</summary>
    public string? CheckpointRefusal { get; set; }

    public Task<string?> Ask(ExperimentId experiment, CheckpointRequest request, string blob) => Ask(experiment.Value, (request, blob), CheckpointRefusal);

    public Task<ForkResult> Fork(SweepId sweep, ForkRequest request) => Ask(sweep.Value, request, Forked);

    public Task<int> Drain(string silo) => Ask(silo, "drain", Cluster.Pool.Slots.Count(slot => string.Equals(slot.Silo, silo, StringComparison.Ordinal)));

    private Task<T> Ask<T>(string of, object what, T answer) => Answer(() =>
    {
        Asked.Enqueue((of, what));
        return answer;
    });

    private Task<T> Answer<T>(Func<T> answer)
    {
        Interlocked.Increment(ref questions);
        return Fault is { } fault ? Task.FromException<T>(fault) : Task.FromResult(answer());
    }
}
