using System.Collections.Immutable;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Storage.Checkpoints;

/// <summary>
/// Checkpoints in the container <c>checkpoints</c>: one blob <c>{experiment}/{attempt}-{epoch}-{step}</c> each, and <c>{experiment}/head</c>, which names those
/// that count. A blob that the head does not name does not exist for the grid.
/// </summary>
public sealed class CheckpointStore(BlobStorage storage, TimeProvider time)
{
    /// <summary>Uploads a checkpoint while <paramref name="write"/> produces it. It counts only once the fence has committed it.</summary>
    public Task<CheckpointRecord> Write(ExperimentId experiment, int attempt, int epoch, long step, Action<Stream> write, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            async () =>
            {
                var name = $"{experiment.Value}/{attempt}-{epoch}-{step}";
                await using var upload = new BlockUpload(storage.Checkpoints.GetBlockBlobClient(name), cancellationToken);
                write(upload);
                var sha = await upload.Commit();
                return new CheckpointRecord { Epoch = epoch, Step = step, Attempt = attempt, Blob = name, Length = upload.Length, Sha256 = sha, Time = time.GetUtcNow() };
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();

    /// <summary>Streams a checkpoint as it is stored; its hash is not checked.</summary>
    /// <exception cref="FileNotFoundException">The store has no such blob.</exception>
    public async Task<Stream> OpenRead(CheckpointRecord checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await Blob(checkpoint.Blob).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = 4 * 1024 * 1024 }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new FileNotFoundException($"The store has no checkpoint {checkpoint.Blob}.", checkpoint.Blob, e);
        }
    }

    /// <summary>Brings a checkpoint to a temporary file, checks its hash, and opens it; the file goes when the stream is closed. Seekable.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    /// <exception cref="FileNotFoundException">The store has no such blob.</exception>
    public async Task<Stream> OpenVerified(CheckpointRecord checkpoint, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using (var source = await OpenRead(checkpoint, cancellationToken))
            {
                await source.CopyToAsync(file, cancellationToken);
            }

            if (file.Length != checkpoint.Length)
            {
                throw new InvalidDataException($"The checkpoint {checkpoint.Blob} is damaged: it has {file.Length} bytes, not {checkpoint.Length}.");
            }

            file.Position = 0;
            var sha = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            if (!string.Equals(sha, checkpoint.Sha256, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"The checkpoint {checkpoint.Blob} is damaged: its SHA-256 is {sha}, not {checkpoint.Sha256}.");
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Copies a checkpoint to another experiment inside the store, without its bytes coming here: <c>{target}/0-{epoch}-{step}</c>, attempt 0, because no attempt
    /// of the target made it. Calling it again gives the same copy. What the target begins with is its own, so either may be deleted.
    /// </summary>
    /// <exception cref="FileNotFoundException">The store has no such blob.</exception>
    /// <exception cref="InvalidDataException">The blob has another length than was written.</exception>
    public async Task<CheckpointRecord> Copy(CheckpointRecord checkpoint, ExperimentId target, CancellationToken cancellationToken)
    {
        var copy = Blob($"{target.Value}/0-{checkpoint.Epoch}-{checkpoint.Step}");
        try
        {
            var copying = await copy.StartCopyFromUriAsync(Blob(checkpoint.Blob).Uri, cancellationToken: cancellationToken);
            await copying.WaitForCompletionAsync(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new FileNotFoundException($"The store has no checkpoint {checkpoint.Blob}.", checkpoint.Blob, e);
        }

        var length = (await copy.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
        return length == checkpoint.Length
            ? checkpoint with { Blob = copy.Name, Attempt = 0, Time = time.GetUtcNow() }
            : throw new InvalidDataException($"The checkpoint {checkpoint.Blob} is damaged: it has {length} bytes, not {checkpoint.Length}.");
    }

    /// <summary>The committed checkpoints, oldest first.</summary>
    public async Task<ImmutableArray<CheckpointRecord>> List(ExperimentId experiment, CancellationToken cancellationToken) =>
        (await ReadHead(experiment, cancellationToken))?.Checkpoints ?? [];

    /// <summary>The experiment's head; null before its first attempt.</summary>
    public async Task<HeadManifest?> ReadHead(ExperimentId experiment, CancellationToken cancellationToken)
    {
        try
        {
            return HeadManifest.Read((await Head(experiment).DownloadContentAsync(cancellationToken)).Value.Content);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Takes checkpoints out of the head of an experiment that no attempt holds. False: an attempt holds it, or has just changed it.</summary>
    public async Task<bool> DropFromHead(ExperimentId experiment, IReadOnlyCollection<string> blobs, CancellationToken cancellationToken)
    {
        try
        {
            var head = (await Head(experiment).DownloadContentAsync(cancellationToken)).Value;
            var manifest = HeadManifest.Read(head.Content);
            if (blobs.Any(manifest.Names))
            {
                var unchanged = new BlobRequestConditions { IfMatch = head.Details.ETag };
                await Head(experiment).UploadAsync(manifest.Without(blobs).Write(), new BlobUploadOptions { Conditions = unchanged, Metadata = head.Details.Metadata }, cancellationToken);
            }

            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return e.Status == 404; // without a head there is nothing to take out
        }
    }

    /// <summary>Deletes checkpoints that no head names any more, with their predictions; what is gone already is no error.</summary>
    public async Task Delete(IEnumerable<string> blobs, CancellationToken cancellationToken)
    {
        foreach (var blob in blobs)
        {
            await new PredictionStore(storage).Delete(blob, cancellationToken);
            await Blob(blob).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
    }

    /// <summary>Takes the experiment's head for an attempt, from a lower one if need be.</summary>
    /// <exception cref="FenceLostException">An equal or later attempt has it.</exception>
    public Task<RunFence> Acquire(ExperimentId experiment, int attempt, FenceOptions options, CancellationToken cancellationToken) =>
        RunFence.Acquire(Head(experiment), experiment, attempt, options, time, cancellationToken);

    private BlobClient Head(ExperimentId experiment) => Blob($"{experiment.Value}/head");

    private BlobClient Blob(string name) => storage.Checkpoints.GetBlobClient(name);
}
