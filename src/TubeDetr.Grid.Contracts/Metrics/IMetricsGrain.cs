using System.Collections.Immutable;
using Orleans.Concurrency;

namespace TubeDetr.Grid.Contracts.Metrics;

/// <summary>The metric history of one experiment, kept in an append blob. Key: the experiment's id.</summary>
[Alias("tubedetr.IMetricsGrain")]
public interface IMetricsGrain : IGrainWithStringKey
{
    /// <summary>
    /// An attempt begins at a step: rows of earlier attempts after that step are superseded (kept, but not part of the history), and earlier
    /// attempts cannot append any more. False when a later attempt has begun.
    /// </summary>
    [Alias("BeginAttempt")]
    Task<bool> BeginAttempt(int attempt, long fromStep);

    /// <summary>Adds rows; durable when it returns. False, and nothing added, when a later attempt has begun.</summary>
    /// <param name="offset">How many rows the attempt had appended before these: rows that a repeated call brings again are added once.</param>
    /// <exception cref="MissingRowsException">The log lacks rows before <paramref name="offset"/>.</exception>
    [Alias("Append")]
    Task<bool> Append(int attempt, long offset, ImmutableArray<MetricRow> rows);

    /// <summary>The history without superseded rows, from a sequence number on (0: all).</summary>
    [Alias("Read"), AlwaysInterleave]
    Task<ImmutableArray<MetricRow>> Read(long afterSequence);

    /// <summary>
    /// The history from a sequence number on, then what comes, in batches, until cancelled. Ends when the grain is deactivated: go on from the last
    /// sequence number that was seen. A batch with <see cref="MetricBatch.Restarts"/> says that rows after a step are superseded.
    /// </summary>
    [Alias("Watch"), AlwaysInterleave]
    IAsyncEnumerable<MetricBatch> Watch(long afterSequence, CancellationToken cancellationToken);
}

/// <summary>New rows of a metric history; when <see cref="Restarts"/> is set, first drop what has a greater step.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.MetricBatch")]
public sealed record MetricBatch([property: Id(0)] ImmutableArray<MetricRow> Rows, [property: Id(1)] long? Restarts);
