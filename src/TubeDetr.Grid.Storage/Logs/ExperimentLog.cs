using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Storage.Logs;

/// <summary>What an experiment's attempts say while they train: text lines in <c>logs/{experiment}/{attempt}/00000</c>.</summary>
public sealed class ExperimentLog(BlobStorage storage)
{
    /// <summary>Bytes read from the end of one attempt's log at most.</summary>
    private const long TailBytes = 1024 * 1024;

    /// <summary>Opens the log of one attempt for appending; nobody else writes it.</summary>
    public async Task<ExperimentLogWriter> OpenWriter(ExperimentId experiment, int attempt, CancellationToken cancellationToken) =>
        new(await AppendLog.Open(storage.Logs, Prefix(experiment, attempt), cancellationToken));

    /// <summary>The last lines over all attempts, oldest first; empty when the experiment has not begun.</summary>
    public async Task<ImmutableArray<LogLine>> Tail(ExperimentId experiment, int lines, CancellationToken cancellationToken)
    {
        var tail = new List<LogLine>();
        var parts = await AppendLog.Parts(storage.Logs, experiment.Value, cancellationToken);
        foreach (var part in Enumerable.Reverse(parts))
        {
            if (tail.Count >= lines)
            {
                break;
            }

            tail.InsertRange(0, await ReadEnd(part, cancellationToken));
        }

        return [.. tail.TakeLast(lines)];
    }

    internal static string Prefix(ExperimentId experiment, int attempt) => $"{experiment.Value}/{attempt:0000}";

    private async Task<IEnumerable<LogLine>> ReadEnd(BlobItem part, CancellationToken cancellationToken)
    {
        var attempt = int.Parse(part.Name.Split('/')[^2], CultureInfo.InvariantCulture);
        if (part.Properties.ContentLength is not > 0)
        {
            return [];
        }

        var from = Math.Max(0, part.Properties.ContentLength.Value - TailBytes);
        var content = await storage.Logs.GetBlobClient(part.Name).DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(from) }, cancellationToken);
        var text = Encoding.UTF8.GetString(content.Value.Content);
        return text.Split('\n').Skip(from > 0 ? 1 : 0).Select(line => LogLine.Parse(attempt, line)).OfType<LogLine>();
    }
}

/// <summary>Appends to one attempt's log.</summary>
public sealed class ExperimentLogWriter
{
    private readonly AppendLog _log;

    internal ExperimentLogWriter(AppendLog log) => _log = log;

    /// <summary>Adds lines; durable when it returns. A text of several lines becomes several.</summary>
    public async Task Append(IEnumerable<LogLine> lines, CancellationToken cancellationToken)
    {
        var text = string.Concat(lines
            .SelectMany(line => line.Text.Split('\n').Select(part => line with { Text = part.TrimEnd('\r') }))
            .Select(line => line + "\n"));
        foreach (var chunk in Encoding.UTF8.GetBytes(text).Chunk(AppendLog.MaxBlock))
        {
            await _log.Append(chunk, cancellationToken);
        }
    }
}
