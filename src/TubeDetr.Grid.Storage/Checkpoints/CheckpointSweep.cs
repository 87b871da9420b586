using System.Collections.Immutable;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Storage.Checkpoints;

/// <summary>A checkpoint's blob that nothing names.</summary>
public sealed record LooseCheckpoint(string Blob, long Length, DateTimeOffset Modified);

/// <summary>
/// Finds by mark and sweep what uploads left behind whose attempt died before its commit. Marked is what the experiment's head or its record names. Swept is what an
/// attempt wrote before a later one took the head, because no commit of it can follow, and what has waited for its commit longer than any attempt waits.
/// Left alone are copies for forks (attempt 0), and experiments without a head or unknown to the caller.
/// </summary>
public sealed class CheckpointSweep(BlobStorage storage, TimeProvider time)
{
    /// <summary>No attempt waits so long between a checkpoint's upload and its commit.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>What nothing names, in order of name.</summary>
    /// <param name="named">The blobs that an experiment's record names; null when the experiment is not known.</param>
    public async Task<ImmutableArray<LooseCheckpoint>> Find(Func<ExperimentId, Task<IReadOnlyCollection<string>?>> named, CancellationToken cancellationToken) =>
        [.. (await Loose(named, cancellationToken)).Select(Describe)];

    /// <summary>Deletes it; returns what was deleted.</summary>
    /// <param name="named">The blobs that an experiment's record names; null when the experiment is not known.</param>
    public async Task<ImmutableArray<LooseCheckpoint>> Delete(Func<ExperimentId, Task<IReadOnlyCollection<string>?>> named, CancellationToken cancellationToken)
    {
        var deleted = ImmutableArray.CreateBuilder<LooseCheckpoint>();
        foreach (var blob in await Loose(named, cancellationToken))
        {
            if (await DeleteUnchanged(blob, cancellationToken))
            {
                deleted.Add(Describe(blob));
            }
        }

        return deleted.ToImmutable();
    }

    private static LooseCheckpoint Describe(BlobItem blob) =>
        new(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? DateTimeOffset.MinValue);

    private static int AttemptOf(string blob) =>
        int.TryParse(blob.Split('/')[^1].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;

    private async Task<List<BlobItem>> Loose(Func<ExperimentId, Task<IReadOnlyCollection<string>?>> named, CancellationToken cancellationToken)
    {
        // Listed before the heads are read: what is committed in between is named by then.
        var blobs = new List<BlobItem>();
        await foreach (var blob in storage.Checkpoints.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            blobs.Add(blob);
        }

        var loose = new List<BlobItem>();
        foreach (var experiment in blobs.Where(blob => AttemptOf(blob.Name) > 0).GroupBy(blob => blob.Name.Split('/')[0], StringComparer.Ordinal))
        {
            loose.AddRange(await LooseOf(new ExperimentId(experiment.Key), experiment, named, cancellationToken));
        }

        return loose;
    }

    private async Task<IEnumerable<BlobItem>> LooseOf(
        ExperimentId experiment, IEnumerable<BlobItem> blobs, Func<ExperimentId, Task<IReadOnlyCollection<string>?>> named, CancellationToken cancellationToken)
    {
        if (await ReadHead(experiment, cancellationToken) is not var (manifest, holder) || await named(experiment) is not { } inRecord)
        {
            return [];
        }

        var marked = manifest.Checkpoints.Select(checkpoint => checkpoint.Blob).Concat(inRecord).ToHashSet(StringComparer.Ordinal);
        var old = time.GetUtcNow() - LongestWait;
        return blobs.Where(blob => !marked.Contains(blob.Name) && (AttemptOf(blob.Name) < holder || blob.Properties.LastModified < old));
    }

    private async Task<(HeadManifest Manifest, int Holder)?> ReadHead(ExperimentId experiment, CancellationToken cancellationToken)
    {
        try
        {
            var head = (await storage.Checkpoints.GetBlobClient($"{experiment.Value}/head").DownloadContentAsync(cancellationToken)).Value;
            return (HeadManifest.Read(head.Content), RunFence.AttemptOf(head.Details.Metadata));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task<bool> DeleteUnchanged(BlobItem blob, CancellationToken cancellationToken)
    {
        try
        {
            var seen = new BlobRequestConditions { IfMatch = blob.Properties.ETag };
            return await storage.Checkpoints.GetBlobClient(blob.Name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, seen, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false; // written again since it was listed
        }
    }
}
