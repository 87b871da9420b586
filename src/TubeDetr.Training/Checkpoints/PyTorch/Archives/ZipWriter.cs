using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace TubeDetr.Training.Checkpoints.PyTorch.Archives;

/// <summary>
/// Writes a zip file as PyTorch does: records stored as they are, each beginning at a multiple of 64 bytes (so that it can be mapped), zip64 where 32 bits do not do. Records stream; their checksums are
/// filled in afterwards, so the stream must seek.
/// </summary>
internal sealed class ZipWriter(Stream output)
{
    private const int Alignment = 64;
    private const int LocalBytes = 30;
    private const int Zip64Bytes = 20;
    private const ushort Version = 20;
    private const ushort VersionZip64 = 45;
    private const ushort Utf8 = 1 << 11;

    // 1 January 1980, where the clock of zip files begins.
    private const ushort Date = (1 << 5) | 1;

    private readonly List<Record> records = [];

    private sealed record Record(byte[] Name, long Offset, long Length, uint Crc)
    {
        public bool IsLong => Length >= uint.MaxValue;
    }

    public void Add(string name, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        Add(name, bytes.Length, write => write(bytes));
    }

    /// <param name="name">Path within the archive.</param>
    /// <param name="length">Bytes of its content.</param>
    /// <param name="content">Gives the content in pieces.</param>
    public void Add(string name, long length, Action<Memory64.SpanAction> content)
    {
        var record = new Record(Encoding.UTF8.GetBytes(name), output.Position, length, 0);
        WriteLocal(record);
        var crc = new Crc32();
        var begin = output.Position;
        content(span =>
        {
            crc.Append(span);
            output.Write(span);
        });
        if (output.Position - begin != length)
        {
            throw new InvalidOperationException($"Record {name} has {output.Position - begin} bytes, not {length}.");
        }

        record = record with { Crc = crc.GetCurrentHashAsUInt32() };
        var end = output.Position;
        output.Position = record.Offset + 14;
        Write(record.Crc);
        output.Position = end;
        records.Add(record);
    }

    /// <summary>Writes the table of contents.</summary>
    public void Finish()
    {
        var begin = output.Position;
        records.ForEach(WriteCentral);
        var length = output.Position - begin;
        if (begin + length >= uint.MaxValue || records.Count >= ushort.MaxValue)
        {
            WriteZip64End(begin, length);
        }

        Write(0x06054b50u);
        Write(0u);
        Write((ushort)Math.Min(records.Count, ushort.MaxValue));
        Write((ushort)Math.Min(records.Count, ushort.MaxValue));
        Write(Short(length));
        Write(Short(begin));
        Write((ushort)0);
    }

    private static uint Short(long number) => (uint)Math.Min(number, uint.MaxValue);

    private void WriteLocal(Record record)
    {
        var fixedBytes = LocalBytes + record.Name.Length + (record.IsLong ? Zip64Bytes : 0) + 4;
        var padding = (int)((Alignment - ((record.Offset + fixedBytes) % Alignment)) % Alignment);
        Write(0x04034b50u);
        WriteCommon(record);
        Write((ushort)((record.IsLong ? Zip64Bytes : 0) + 4 + padding));
        output.Write(record.Name);
        if (record.IsLong)
        {
            WriteZip64(record.Length, record.Length);
        }

        // PyTorch's own field of padding.
        output.Write("FB"u8);
        Write((ushort)padding);
        output.Write(Enumerable.Repeat((byte)'Z', padding).ToArray());
    }

    private void WriteCentral(Record record)
    {
        var isFar = record.Offset >= uint.MaxValue;
        long[] wide = [.. record.IsLong ? new[] { record.Length, record.Length } : [], .. isFar ? new[] { record.Offset } : []];
        Write(0x02014b50u);
        Write(VersionZip64);
        WriteCommon(record);
        Write((ushort)(wide.Length == 0 ? 0 : 4 + (wide.Length * 8)));
        output.Write(stackalloc byte[10]);
        Write(Short(record.Offset));
        output.Write(record.Name);
        if (wide.Length > 0)
        {
            WriteZip64(wide);
        }
    }

    // What local and central headers have in common: from the version needed to the length of the name.
    private void WriteCommon(Record record)
    {
        Write(record.IsLong || record.Offset >= uint.MaxValue ? VersionZip64 : Version);
        Write(Utf8);
        Write((ushort)0);
        Write((ushort)0);
        Write(Date);
        Write(record.Crc);
        Write(record.IsLong ? uint.MaxValue : (uint)record.Length);
        Write(record.IsLong ? uint.MaxValue : (uint)record.Length);
        Write((ushort)record.Name.Length);
    }

    private void WriteZip64(params ReadOnlySpan<long> numbers)
    {
        Write((ushort)1);
        Write((ushort)(numbers.Length * 8));
        foreach (var number in numbers)
        {
            Write(number);
        }
    }

    private void WriteZip64End(long begin, long length)
    {
        var end = output.Position;
        Write(0x06064b50u);
        Write(44L);
        Write(VersionZip64);
        Write(VersionZip64);
        Write(0L);
        Write((long)records.Count);
        Write((long)records.Count);
        Write(length);
        Write(begin);
        Write(0x07064b50u);
        Write(0u);
        Write(end);
        Write(1u);
    }

    private void Write(ushort number)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
        output.Write(bytes);
    }

    private void Write(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        output.Write(bytes);
    }

    private void Write(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        output.Write(bytes);
    }
}
