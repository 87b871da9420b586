using Azure;
using Azure.Storage.Blobs.Specialized;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>
/// Levels of detail beside the metric logs, which remain the truth: <c>curves/{experiment}</c> holds every metric of an experiment in buckets,
/// <c>curves/{sweep}/{metric}</c> an overview of one metric over all experiments that have ended. All of it can be made again from the logs.
/// </summary>
public sealed class CurveStore(BlobStorage storage)
{
    /// <summary>What the log of an experiment amounts to, or had amounted to when it was saved; null when nothing is saved.</summary>
    public async Task<ExperimentCurves?> Load(ExperimentId experiment, CancellationToken cancellationToken) =>
        await Get($"curves/{experiment}", cancellationToken) is { } content ? CurveFile.Read(content) : null;

    public Task Save(ExperimentId experiment, ExperimentCurves curves, CancellationToken cancellationToken) =>
        Put($"curves/{experiment}", stream => CurveFile.Write(stream, curves), cancellationToken);

    /// <summary>The rows of the log that count, in order, one after the other.</summary>
    public IAsyncEnumerable<MetricRow> Rows(ExperimentId experiment, CancellationToken cancellationToken) => MetricLog.Rows(storage, experiment, cancellationToken);

    /// <summary>Reads the log, in bounded memory.</summary>
    public async Task<ExperimentCurves> Rebuild(ExperimentId experiment, CancellationToken cancellationToken)
    {
        var curves = new ExperimentCurves();
        await foreach (var row in Rows(experiment, cancellationToken))
        {
            curves.Add(row);
        }

        return curves;
    }

    /// <summary>Null when none is saved.</summary>
    public async Task<CurveOverview?> LoadOverview(SweepId sweep, string metric, CancellationToken cancellationToken) =>
        await Get(Name(sweep, metric), cancellationToken) is { } content ? CurveOverview.Read(content) : null;

    public Task SaveOverview(SweepId sweep, string metric, CurveOverview overview, CancellationToken cancellationToken) =>
        Put(Name(sweep, metric), overview.Write, cancellationToken);

    private static string Name(SweepId sweep, string metric) => $"curves/{sweep}/{Uri.EscapeDataString(metric)}";

    private async Task<Stream?> Get(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await storage.Metrics.GetBlockBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToStream();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task Put(string name, Action<Stream> write, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        write(content);
        content.Position = 0;
        await storage.Metrics.GetBlockBlobClient(name).UploadAsync(content, cancellationToken: cancellationToken);
    }
}
