using System.Buffers.Binary;
using System.Text.Json;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Reads and checks a header before any tensor is touched: a broken or hostile file gets a sentence.</summary>
internal static class SafetensorsParser
{
    internal const long LongestHeader = 100 << 20;

    /// <exception cref="CheckpointException">The stream does not begin with a header, or its tensors overlap, leave gaps or have other sizes than their shapes.</exception>
    public static SafetensorsHeader Read(Stream stream)
    {
        try
        {
            var prefix = new byte[8];
            stream.ReadExactly(prefix);
            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length is < 2 or > LongestHeader)
            {
                throw new CheckpointException("This is not a checkpoint: it does not begin with the header of a safetensors file.");
            }

            var json = new byte[length];
            stream.ReadExactly(json);
            return Parse(json);
        }
        catch (EndOfStreamException fault)
        {
            throw new CheckpointException("This is not a checkpoint, or only its beginning: it ends within the header.", fault);
        }
    }

    /// <exception cref="CheckpointException">This is no header, or its tensors overlap, leave gaps or have other sizes than their shapes.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Checked(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new CheckpointException("This is not a checkpoint: its header is not the JSON of a safetensors file.", fault);
        }
    }

    private static SafetensorsHeader Checked(JsonElement root)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<SafetensorsEntry>();
        foreach (var property in root.EnumerateObject())
        {
            if (!property.NameEquals("__metadata__"))
            {
                entries.Add(Entry(property.Name, property.Value));
                continue;
            }

            foreach (var pair in property.Value.EnumerateObject())
            {
                metadata[pair.Name] = pair.Value.GetString() ?? "";
            }
        }

        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        CheckLayout(entries);
        return new(metadata, entries);
    }

    private static void CheckLayout(List<SafetensorsEntry> entries)
    {
        long end = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
            {
                throw new CheckpointException($"The checkpoint is broken: tensor {entry.Name} begins at byte {entry.Begin} instead of {end}.");
            }

            if (!names.Add(entry.Name))
            {
                throw new CheckpointException($"The checkpoint is broken: it has tensor {entry.Name} twice.");
            }

            end = entry.End;
        }
    }

    private static SafetensorsEntry Entry(string name, JsonElement json)
    {
        var type = ElementType.Find(json.GetProperty("dtype").GetString() ?? "")
            ?? throw new CheckpointException($"The checkpoint cannot be read: tensor {name} has the unknown type {json.GetProperty("dtype")}.");
        var shape = json.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var offsets = json.GetProperty("data_offsets");
        var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        return begin >= 0 && end >= begin && end - begin == Size(name, shape, type.Bytes)
            ? new(name, type.Type, shape, begin, end)
            : throw new CheckpointException($"The checkpoint is broken: tensor {name} of shape [{string.Join(", ", shape)}] has bytes {begin} to {end}.");
    }

    private static long Size(string name, long[] shape, int bytes)
    {
        try
        {
            return shape.Any(size => size < 0) ? -1 : shape.Aggregate((long)bytes, (product, size) => checked(product * size));
        }
        catch (OverflowException fault)
        {
            throw new CheckpointException($"The checkpoint is broken: tensor {name} has the impossible shape [{string.Join(", ", shape)}].", fault);
        }
    }
}
