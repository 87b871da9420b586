using System.Globalization;
using System.IO.Hashing;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Writes a safetensors file from tensors that lie in other files, streamed.</summary>
internal static class SafetensorsWriter
{
    // As long as a hash.
    private const string Unknown = "0000000000000000";

    /// <param name="destination">Must seek: the hash, which stands in the header, is known last.</param>
    /// <param name="metadata">Words about the file; a hash of the content is added.</param>
    /// <param name="entries">In the order of the file.</param>
    /// <param name="written">Told of bytes of tensors as they are written.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="DamagedFileException">A tensor cannot be read.</exception>
    public static string Write(Stream destination, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorEntry> entries, Action<long> written)
    {
        var header = new SafetensorsHeader(WithHash(metadata, Unknown), Layout(entries));
        destination.Write(header.ToBytes());
        var hash = new XxHash3();
        foreach (var (_, tensor) in entries)
        {
            tensor.Stream(span =>
            {
                hash.Append(span);
                destination.Write(span);
                written(span.Length);
            });
        }

        var found = hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
        destination.Position = 0;
        destination.Write((header with { Metadata = WithHash(metadata, found) }).ToBytes());
        return found;
    }

    private static Dictionary<string, string> WithHash(IReadOnlyDictionary<string, string> metadata, string hash) => new(metadata, StringComparer.Ordinal) { [CheckpointImage.HashKey] = hash };

    private static List<SafetensorsEntry> Layout(IReadOnlyList<TensorEntry> entries)
    {
        var placed = new List<SafetensorsEntry>(entries.Count);
        foreach (var (name, tensor) in entries)
        {
            var begin = placed.Count == 0 ? 0 : placed[^1].End;
            placed.Add(new(name, tensor.Type, tensor.Shape, begin, begin + tensor.Length));
        }

        return placed;
    }
}
