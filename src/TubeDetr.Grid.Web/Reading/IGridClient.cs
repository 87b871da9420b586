using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>
/// All that the page asks of the grid: what it shows, and the one thing that it can do (cancel). Every call throws
/// <see cref="GridAwayException"/> while no silo is reachable.
/// </summary>
public interface IGridClient
{
    Task<ImmutableArray<SweepSnapshot>> ListSweeps();

    /// <summary>The sweep with its experiments; null when none has this id.</summary>
    Task<SweepView?> GetSweep(SweepId sweep);

    /// <summary>Null when none has this id.</summary>
    Task<ExperimentSnapshot?> GetExperiment(ExperimentId experiment);

    Task<ClusterSnapshot> GetCluster();

    Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters();

    /// <summary>The metric history after a sequence number, then what comes; ends or throws when the silo that holds it goes.</summary>
    IAsyncEnumerable<MetricBatch> Watch(ExperimentId experiment, long afterSequence, CancellationToken cancellationToken);

    /// <summary>The last lines of an experiment's log, oldest first.</summary>
    Task<LogTail> ReadLog(ExperimentId experiment, int lines);

    /// <summary>Ends every experiment of a sweep now, each with a last checkpoint. False when it had already ended.</summary>
    Task<bool> CancelSweep(SweepId sweep, string cause);
}

/// <summary>A sweep and its experiments, read at the same time.</summary>
public sealed record SweepView(SweepSnapshot Sweep, ImmutableArray<ExperimentSnapshot> Experiments);

/// <summary>The end of an experiment's log.</summary>
public sealed record LogTail(ImmutableArray<LogLine> Lines);

/// <summary>No silo can be reached just now.</summary>
public sealed class GridAwayException(string message) : Exception(message);
