using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Cli.Files;

/// <summary>What experiments leave in the blob storage.</summary>
public interface IExperimentFiles
{
    /// <summary>The bytes of a checkpoint as they are stored.</summary>
    /// <exception cref="CommandFailure">The store does not answer or has no such blob.</exception>
    Task<Stream> OpenCheckpoint(CheckpointRecord checkpoint, CancellationToken cancellationToken);

    /// <summary>The last lines over all attempts, oldest first.</summary>
    /// <exception cref="CommandFailure">The store does not answer.</exception>
    Task<ImmutableArray<LogLine>> ReadLog(ExperimentId experiment, int lines, CancellationToken cancellationToken);

    /// <summary>Gives the metric rows of an experiment that count, in order, one after the other.</summary>
    /// <exception cref="CommandFailure">The store does not answer.</exception>
    Task ReadRows(ExperimentId experiment, Action<MetricRow> take, CancellationToken cancellationToken);

    /// <summary>Checkpoints that nobody needs: finds them, or deletes them and tells which.</summary>
    /// <param name="named">What an experiment's record says; null when the cluster does not know the experiment.</param>
    /// <exception cref="CommandFailure">The store does not answer.</exception>
    Task<ImmutableArray<LooseCheckpoint>> SweepCheckpoints(
        Func<ExperimentId, Task<NamedCheckpoints?>> named, bool delete, CancellationToken cancellationToken);
}
