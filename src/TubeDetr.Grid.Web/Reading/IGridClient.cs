using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>
/// All that pages and scripts ask of the grid: what is shown, and what people want done. Every call throws
/// <see cref="GridAwayException"/> while no silo is reachable.
/// </summary>
public interface IGridClient
{
    Task<ImmutableArray<SweepSnapshot>> ListSweeps();

    /// <summary>The sweep with its experiments; null when none has this id.</summary>
    /// <param name="known">How it was; only what has changed is asked for.</param>
    Task<SweepView?> GetSweep(SweepId sweep, SweepView? known = null);

    /// <summary>Null when none has this id.</summary>
    Task<ExperimentSnapshot?> GetExperiment(ExperimentId experiment);

    Task<ClusterSnapshot> GetCluster();

    Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters();

    /// <summary>The metric history after a sequence number, then what comes; ends or throws when the silo that holds it goes.</summary>
    IAsyncEnumerable<MetricBatch> Watch(ExperimentId experiment, long afterSequence, CancellationToken cancellationToken);

    /// <summary>Every metric of an experiment in bounded detail, as it was saved last: what came since then is watched. Null when nothing is saved.</summary>
    Task<ExperimentCurves?> GetCurves(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>The same made from all of its metric log, up to now.</summary>
    Task<ExperimentCurves> MakeCurves(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>The rows of an experiment's metric log that count, in order, up to now.</summary>
    IAsyncEnumerable<MetricRow> Rows(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>One metric of the experiments of a sweep that had ended when it was saved; null when nothing is saved.</summary>
    Task<CurveOverview?> GetOverview(SweepId sweep, string metric, CancellationToken cancellationToken);

    Task SaveOverview(SweepId sweep, string metric, CurveOverview overview, CancellationToken cancellationToken);

    /// <summary>The last lines of an experiment's log, oldest first.</summary>
    Task<LogTail> ReadLog(ExperimentId experiment, int lines);

    /// <summary>Which hyper-parameters the objective of a sweep depends on; null when there is no such sweep. May take seconds.</summary>
    Task<SweepImportance?> Importance(SweepId sweep);

    /// <summary>What a sweep would be if it were submitted.</summary>
    Task<SweepPreview> Preview(string yaml);

    /// <summary>Submits a sweep under a new id: it is accepted, or everything that is wrong with it comes back.</summary>
    Task<SubmitResult> Submit(string yaml);

    /// <summary>False, and nothing changed, where the sweep's state does not allow it.</summary>
    Task<bool> Ask(SweepId sweep, SweepRequest request, string cause);

    /// <summary>False, and nothing changed, where the experiment's state does not allow it.</summary>
    Task<bool> Ask(ExperimentId experiment, ExperimentRequest request, string cause);

    /// <summary>Changes priority, note or tags. False when there is no such experiment, or its priority is to change after its end.</summary>
    Task<bool> Amend(ExperimentId experiment, ExperimentAmendment amendment);

    /// <summary>Null when it is done; else a sentence that says why not.</summary>
    /// <param name="blob">Name of the checkpoint's blob.</param>
    Task<string?> Ask(ExperimentId experiment, CheckpointRequest request, string blob);

    Task<ForkResult> Fork(SweepId sweep, ForkRequest request);

    /// <summary>A silo's experiments go on elsewhere, and it takes none until it is started again: how many slots that are.</summary>
    Task<int> Drain(string silo);
}

/// <summary>A sweep and its experiments, read at the same time. All pages that show it share it, and what follows from it.</summary>
public sealed record SweepView(SweepSnapshot Sweep, ImmutableArray<ExperimentSnapshot> Experiments)
{
    private FilterVocabulary? vocabulary;
    private ParallelCoordinates? parallel;

    public FilterVocabulary Vocabulary => vocabulary ??= FilterVocabulary.Of(Experiments);

    /// <summary>Names of all hyper-parameters, those that differ first.</summary>
    public IEnumerable<string> Parameters => Sweep.Differing.Union(Vocabulary.Parameters, StringComparer.Ordinal);

    public ParallelCoordinates Parallel => parallel ??= ParallelCoordinates.Of(Sweep, Experiments);
}

/// <summary>The end of an experiment's log.</summary>
public sealed record LogTail(ImmutableArray<LogLine> Lines);

/// <summary>No silo can be reached just now.</summary>
public sealed class GridAwayException(string message) : Exception(message);
