using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;

namespace TubeDetr.Grid.Storage.Predictions;

/// <summary>
/// What evaluations predicted, in the container <c>predictions</c>: one blob for each checkpoint, under the checkpoint's own name <c>{experiment}/{attempt}-{epoch}-{step}</c>. It counts as long as
/// a committed checkpoint has that name, so the checkpoint's fence fences it too, and both are deleted together.
/// </summary>
public sealed class PredictionStore(BlobStorage storage)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>Writes what belongs to a checkpoint, before the checkpoint is committed.</summary>
    /// <param name="checkpoint">Name of the checkpoint's blob.</param>
    /// <param name="clips">What was predicted.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    public async Task Write(string checkpoint, EvaluatedClips clips, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var packed = new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(packed, clips, Format, cancellationToken);
        }

        bytes.Position = 0;
        await storage.Predictions.GetBlobClient(checkpoint).UploadAsync(bytes, overwrite: true, cancellationToken);
    }

    /// <summary>What belongs to a committed checkpoint; null where nothing was evaluated then, or nothing is kept.</summary>
    /// <param name="checkpoint">Name of the checkpoint's blob.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    public async Task<EvaluatedClips?> Read(string checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            await using var bytes = await storage.Predictions.GetBlobClient(checkpoint).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
            await using var unpacked = new BrotliStream(bytes, CompressionMode.Decompress);
            return await JsonSerializer.DeserializeAsync<EvaluatedClips>(unpacked, Format, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Deletes what belongs to a checkpoint; nothing where there is nothing.</summary>
    /// <param name="checkpoint">Name of the checkpoint's blob.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task Delete(string checkpoint, CancellationToken cancellationToken) =>
        storage.Predictions.DeleteBlobIfExistsAsync(checkpoint, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
}
