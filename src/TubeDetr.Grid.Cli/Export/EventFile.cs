using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Cli.Export;

/// <summary>
/// Writes a TensorBoard event file: TFRecords (<c>length u64 · crc u32 · bytes · crc u32</c>, little-endian, each CRC-32C masked) of the protobuf message
/// <c>Event { wall_time = 1; step = 2; file_version = 3; summary = 5 { value = 1 { tag = 1; simple_value = 2 } } }</c>.
/// </summary>
internal sealed class EventFile
{
    private const string Version = "brain.Event:2";
    private readonly Stream _destination;

    public EventFile(Stream destination, DateTimeOffset begun)
    {
        _destination = destination;
        Write(begun, 0, output =>
        {
            output.WriteTag(3, WireFormat.WireType.LengthDelimited);
            output.WriteString(Version);
        });
    }

    /// <summary>Adds a scalar for every value of a row.</summary>
    public void Add(MetricRow row)
    {
        var summary = Bytes(output =>
        {
            foreach (var (name, value) in row.Values)
            {
                output.WriteTag(1, WireFormat.WireType.LengthDelimited);
                output.WriteLength(1 + CodedOutputStream.ComputeStringSize(name) + 1 + sizeof(float));
                output.WriteTag(1, WireFormat.WireType.LengthDelimited);
                output.WriteString(name);
                output.WriteTag(2, WireFormat.WireType.Fixed32);
                output.WriteFloat((float)value);
            }
        });
        Write(row.Time, row.Step, output =>
        {
            output.WriteTag(5, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(summary));
        });
    }

    /// <summary>TensorFlow's masked CRC-32C (Castagnoli): rotated by 15 bits plus a constant, so that a checksum of bytes that hold checksums is no trivial one.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8u;
    }

    private void Write(DateTimeOffset time, long step, Action<CodedOutputStream> content) => WriteRecord(Bytes(output =>
    {
        output.WriteTag(1, WireFormat.WireType.Fixed64);
        output.WriteDouble((time - DateTimeOffset.UnixEpoch).TotalSeconds);
        output.WriteTag(2, WireFormat.WireType.Varint);
        output.WriteInt64(step);
        content(output);
    }));

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            write(output);
        }

        return memory.ToArray();
    }

    private void WriteRecord(ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc(head[..8]));
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedCrc(bytes));
        _destination.Write(head);
        _destination.Write(bytes);
        _destination.Write(tail);
    }
}
