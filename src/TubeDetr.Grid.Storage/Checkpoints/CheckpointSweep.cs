using System.Collections.Immutable;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Storage.Checkpoints;

/// <summary>A checkpoint's blob that nothing names.</summary>
public sealed record LooseCheckpoint(string Blob, long Length, DateTimeOffset Modified);

/// <summary>What an experiment's record says of its checkpoints, by their blobs.</summary>
/// <param name="Kept">Those that count, and the copy from which a fork is to begin.</param>
/// <param name="LetGo">Those that do not count any more and were not yet deleted.</param>
public sealed record NamedCheckpoints(IReadOnlyCollection<string> Kept, IReadOnlyCollection<string> LetGo);

/// <summary>
/// Finds by mark and sweep what nobody needs. Marked is what the experiment's record keeps, and what its head names unless the record has let it go. Swept is what was let go, what an attempt
/// wrote before a later one took the head, because no commit of it can follow, and what has waited for its commit longer than any attempt waits. Left alone are experiments without a head or
/// unknown to the caller, and what was let go while an attempt holds the head: that attempt deletes it itself.
/// </summary>
public sealed class CheckpointSweep(BlobStorage storage, TimeProvider time)
{
    private readonly CheckpointStore _store = new(storage, time);

    /// <summary>No attempt waits so long between a checkpoint's upload and its commit, not even when the store is away meanwhile.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>What nothing names, in order of name.</summary>
    /// <param name="named">What an experiment's record says; null when the experiment is not known.</param>
    public async Task<ImmutableArray<LooseCheckpoint>> Find(Func<ExperimentId, Task<NamedCheckpoints?>> named, CancellationToken cancellationToken) =>
        [.. (await Loose(named, cancellationToken)).Select(Describe)];

    /// <summary>Deletes it; returns what was deleted.</summary>
    /// <param name="named">What an experiment's record says; null when the experiment is not known.</param>
    public async Task<ImmutableArray<LooseCheckpoint>> Delete(Func<ExperimentId, Task<NamedCheckpoints?>> named, CancellationToken cancellationToken)
    {
        var deleted = ImmutableArray.CreateBuilder<LooseCheckpoint>();
        foreach (var experiment in (await Loose(named, cancellationToken)).GroupBy(ExperimentOf))
        {
            if (!await _store.DropFromHead(experiment.Key, [.. experiment.Select(blob => blob.Name)], cancellationToken))
            {
                continue; // an attempt has just begun: the next time
            }

            foreach (var blob in experiment)
            {
                if (await DeleteUnchanged(blob, cancellationToken))
                {
                    deleted.Add(Describe(blob));
                }
            }
        }

        return deleted.ToImmutable();
    }

    private static LooseCheckpoint Describe(BlobItem blob) =>
        new(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? DateTimeOffset.MinValue);

    private static ExperimentId ExperimentOf(BlobItem blob) => new(blob.Name.Split('/')[0]);

    private static int AttemptOf(string blob) =>
        int.TryParse(blob.Split('/')[^1].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;

    private async Task<List<BlobItem>> Loose(Func<ExperimentId, Task<NamedCheckpoints?>> named, CancellationToken cancellationToken)
    {
        // Listed before the heads are read: what is committed in between is named by then.
        var blobs = new List<BlobItem>();
        await foreach (var blob in storage.Checkpoints.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            blobs.Add(blob);
        }

        var loose = new List<BlobItem>();
        foreach (var experiment in blobs.Where(blob => !blob.Name.EndsWith("/head", StringComparison.Ordinal)).GroupBy(ExperimentOf))
        {
            loose.AddRange(await LooseOf(experiment.Key, experiment, named, cancellationToken));
        }

        return loose;
    }

    private async Task<IEnumerable<BlobItem>> LooseOf(
        ExperimentId experiment, IEnumerable<BlobItem> blobs, Func<ExperimentId, Task<NamedCheckpoints?>> named, CancellationToken cancellationToken)
    {
        if (await ReadHead(experiment, cancellationToken) is not var (manifest, holder, isHeld) || await named(experiment) is not { } record)
        {
            return [];
        }

        var letGo = record.LetGo.ToHashSet(StringComparer.Ordinal);
        var marked = manifest.Checkpoints.Select(checkpoint => checkpoint.Blob).Where(blob => !letGo.Contains(blob) || isHeld).Concat(record.Kept).ToHashSet(StringComparer.Ordinal);
        var old = time.GetUtcNow() - LongestWait;
        return blobs.Where(blob => !marked.Contains(blob.Name)
            && (letGo.Contains(blob.Name) || AttemptOf(blob.Name) is var attempt && attempt > 0 && attempt < holder || blob.Properties.LastModified < old));
    }

    private async Task<(HeadManifest Manifest, int Holder, bool IsHeld)?> ReadHead(ExperimentId experiment, CancellationToken cancellationToken)
    {
        try
        {
            var head = (await storage.Checkpoints.GetBlobClient($"{experiment.Value}/head").DownloadContentAsync(cancellationToken)).Value;
            return (HeadManifest.Read(head.Content), RunFence.AttemptOf(head.Details.Metadata), head.Details.LeaseState == LeaseState.Leased);
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
            var deleted = await storage.Checkpoints.GetBlobClient(blob.Name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, seen, cancellationToken);
            await new PredictionStore(storage).Delete(blob.Name, cancellationToken);
            return deleted;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false; // written again since it was listed
        }
    }
}
