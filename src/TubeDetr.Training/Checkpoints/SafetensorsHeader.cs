using System.Buffers.Binary;
using System.Text.Json;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Header of a safetensors file: 8 bytes of length, then JSON that names each tensor, padded with spaces to a multiple of 8.</summary>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsEntry> Entries)
{
    /// <summary>Bytes after the header.</summary>
    public long DataLength => Entries.Count == 0 ? 0 : Entries[^1].End;

    public byte[] ToBytes()
    {
        using var json = new MemoryStream();
        json.Write(stackalloc byte[8]);
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer);
        }

        while (json.Length % 8 != 0)
        {
            json.WriteByte((byte)' ');
        }

        var bytes = json.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - 8);
        return bytes;
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("__metadata__");
        foreach (var (name, value) in Metadata)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        foreach (var entry in Entries)
        {
            writer.WriteStartObject(entry.Name);
            writer.WriteString("dtype", ElementType.NameOf(entry.Type));
            WriteNumbers(writer, "shape", entry.Shape);
            WriteNumbers(writer, "data_offsets", [entry.Begin, entry.End]);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
