using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;

namespace TubeDetr.Grid.Storage.Predictions;

/// <summary>
/// Pictures of clips in the container <c>filmstrips</c>: a JPEG file for each clip and choice of frames, named by a hash of both. Every experiment of a data set shares them, whoever comes first
/// writes them, and since all would write the same, no fence is needed.
/// </summary>
public sealed class FilmStripStore(BlobStorage storage)
{
    /// <summary>Whether somebody has written it.</summary>
    public async Task<bool> Has(string key, CancellationToken cancellationToken) =>
        await storage.FilmStrips.GetBlobClient(key).ExistsAsync(cancellationToken);

    /// <summary>Writes it, unless somebody was faster.</summary>
    public async Task Add(string key, StripLayout layout, byte[] jpeg, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "image/jpeg" },
            Metadata = layout.ToMetadata(),
        };
        try
        {
            await storage.FilmStrips.GetBlobClient(key).UploadAsync(new BinaryData(jpeg), options, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It is there.
        }
    }

    /// <summary>Where its pictures lie; null while there is none.</summary>
    public async Task<StripLayout?> ReadLayout(string key, CancellationToken cancellationToken)
    {
        try
        {
            return StripLayout.Of((await storage.FilmStrips.GetBlobClient(key).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The JPEG file; null while there is none.</summary>
    public async Task<Stream?> Open(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await storage.FilmStrips.GetBlobClient(key).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}

/// <summary>Where the pictures of a film strip lie, row by row.</summary>
/// <param name="Columns">Pictures of a row.</param>
/// <param name="Width">Pixels of a picture.</param>
/// <param name="Height">Pixels of a picture.</param>
/// <param name="Frames">Which frame of the video each picture shows, ascending.</param>
public sealed record StripLayout(int Columns, int Width, int Height, IReadOnlyList<int> Frames)
{
    internal Dictionary<string, string> ToMetadata() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["columns"] = Columns.ToString(CultureInfo.InvariantCulture),
        ["width"] = Width.ToString(CultureInfo.InvariantCulture),
        ["height"] = Height.ToString(CultureInfo.InvariantCulture),
        ["frames"] = string.Join(' ', Frames),
    };

    internal static StripLayout Of(IDictionary<string, string> metadata) =>
        new(Number(metadata["columns"]), Number(metadata["width"]), Number(metadata["height"]), [.. metadata["frames"].Split(' ').Select(Number)]);

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
