using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Azure.Storage.Blobs.Models;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>The metric log of one experiment, <c>metrics/{experiment}/00000</c>: one JSON object a line. One writer; not thread-safe.</summary>
public sealed class MetricLog
{
    private readonly AppendLog _log;

    private MetricLog(AppendLog log, ImmutableArray<MetricLogEntry> entries)
    {
        _log = log;
        Entries = entries;
    }

    /// <summary>What the log held when it was opened.</summary>
    public ImmutableArray<MetricLogEntry> Entries { get; }

    /// <summary>Begins the log of an experiment that has measured nothing yet, without looking for one; null when there is one.</summary>
    public static async Task<MetricLog?> Create(BlobStorage storage, ExperimentId experiment, CancellationToken cancellationToken) =>
        await AppendLog.Create(storage.Metrics, experiment.Value, cancellationToken) is { } log ? new MetricLog(log, []) : null;

    /// <summary>Reads the log and opens it for appending.</summary>
    public static async Task<MetricLog> Open(BlobStorage storage, ExperimentId experiment, CancellationToken cancellationToken)
    {
        // The end is taken before the content is read: what a second writer adds in between makes the first append fail, and is not lost.
        var log = await AppendLog.Open(storage.Metrics, experiment.Value, cancellationToken);
        return new MetricLog(log, await Read(storage, experiment, cancellationToken));
    }

    /// <summary>Every line, in order.</summary>
    public static async Task<ImmutableArray<MetricLogEntry>> Read(BlobStorage storage, ExperimentId experiment, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<MetricLogEntry>();
        await foreach (var entry in Stream(storage, experiment, cancellationToken))
        {
            entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    /// <summary>Every line, in order, one after the other.</summary>
    public static async IAsyncEnumerable<MetricLogEntry> Stream(BlobStorage storage, ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in Lines(storage, experiment, cancellationToken))
        {
            yield return MetricLine.Read(line);
        }
    }

    /// <summary>The rows that count, in order, one after the other: what a later attempt superseded is left out. They end where an attempt begins while they are read.</summary>
    public static async IAsyncEnumerable<MetricRow> Rows(BlobStorage storage, ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begins = new List<MetricLogEntry.Begin>();
        var began = new AttemptBegins();
        await foreach (var begin in Begins(storage, experiment, cancellationToken))
        {
            begins.Add(begin);
            began.Add(begin);
        }

        var passed = 0;
        await foreach (var entry in Stream(storage, experiment, cancellationToken))
        {
            if (entry is MetricLogEntry.Begin && ++passed > begins.Count)
            {
                yield break; // rows that it supersedes have been given out as counting
            }

            if (entry is MetricLogEntry.Measured { Row: var row } && !begins.Exists(begin => begin.Supersedes(row, began)))
            {
                yield return row;
            }
        }
    }

    /// <summary>Where attempts began; other lines are passed over without being taken apart.</summary>
    private static async IAsyncEnumerable<MetricLogEntry.Begin> Begins(BlobStorage storage, ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in Lines(storage, experiment, cancellationToken))
        {
            if (line.StartsWith("{\"begin\"", StringComparison.Ordinal) && MetricLine.Read(line) is MetricLogEntry.Begin begin)
            {
                yield return begin;
            }
        }
    }

    private static async IAsyncEnumerable<string> Lines(BlobStorage storage, ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in await AppendLog.Parts(storage.Metrics, experiment.Value, cancellationToken))
        {
            // It grows while somebody trains: what is appended meanwhile is read, too, and comes in whole lines.
            await using var content = await storage.Metrics.GetBlobClient(part.Name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: true), cancellationToken);
            using var reader = new StreamReader(content, Encoding.UTF8);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>Adds lines; durable when it returns.</summary>
    /// <exception cref="LogConflictException">Another writer has appended: open the log again.</exception>
    public async Task Append(IReadOnlyList<MetricLogEntry> entries, CancellationToken cancellationToken)
    {
        using var block = new MemoryStream();
        using var line = new MemoryStream();
        foreach (var entry in entries)
        {
            line.SetLength(0);
            MetricLine.Write(line, entry);
            if (block.Length > 0 && block.Length + line.Length > AppendLog.MaxBlock)
            {
                await _log.Append(block.ToArray(), cancellationToken);
                block.SetLength(0);
            }

            line.WriteTo(block);
        }

        if (block.Length > 0)
        {
            await _log.Append(block.ToArray(), cancellationToken);
        }
    }
}
