using System.Collections.Immutable;
using TubeDetr.Grid.Cli.Files;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Cli.Tests;

/// <summary>Files of experiments in memory.</summary>
internal sealed class MemoryFiles : IExperimentFiles
{
    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public List<LogLine> Log { get; } = [];

    /// <summary>Happens before each reading of the log.</summary>
    public Action BeforeReading { get; set; } = () => { };

    public Task<Stream> OpenCheckpoint(CheckpointRecord checkpoint, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream(Blobs[checkpoint.Blob]));

    public Task<ImmutableArray<LogLine>> ReadLog(ExperimentId experiment, int lines, CancellationToken cancellationToken)
    {
        BeforeReading();
        return Task.FromResult(Log.TakeLast(lines).ToImmutableArray());
    }

    public Dictionary<ExperimentId, MetricRow[]> Rows { get; } = [];

    public Task ReadRows(ExperimentId experiment, Action<MetricRow> take, CancellationToken cancellationToken)
    {
        Array.ForEach(Rows[experiment], take);
        return Task.CompletedTask;
    }

    /// <summary>Every blob of a known experiment that its record does not name is loose.</summary>
    public async Task<ImmutableArray<LooseCheckpoint>> SweepCheckpoints(
        Func<ExperimentId, Task<NamedCheckpoints?>> named, bool delete, CancellationToken cancellationToken)
    {
        var loose = ImmutableArray.CreateBuilder<LooseCheckpoint>();
        foreach (var (blob, bytes) in Blobs.ToList())
        {
            if (await named(new ExperimentId(blob.Split('/')[0])) is { } names && !names.Kept.Contains(blob, StringComparer.Ordinal))
            {
                loose.Add(new LooseCheckpoint(blob, bytes.Length, DateTimeOffset.UnixEpoch));
                _ = delete && Blobs.Remove(blob);
            }
        }

        return loose.ToImmutable();
    }
}
