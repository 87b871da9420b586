using System.Buffers.Binary;
using System.Text;

namespace TubeDetr.Training.Checkpoints.PyTorch.Archives;

/// <summary>
/// The table of contents of a zip file (with zip64), strictly: every record stored uncompressed, inside the file, apart from the others. <c>ZipArchive</c> tells no positions and reads what torch would not.
/// </summary>
internal static class ZipDirectory
{
    private const uint CentralSignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int CentralBytes = 46;
    private const int LocalBytes = 30;
    private const long LongestDirectory = 64 << 20;

    /// <exception cref="DamagedFileException">There is no table of contents, or it contradicts the file.</exception>
    public static IReadOnlyDictionary<string, ZipRecord> Read(FileBytes file)
    {
        var (begin, length, count) = ZipEnd.Find(file);
        if (begin < 0 || length < 0 || length > LongestDirectory || begin > file.Length - length)
        {
            throw new DamagedFileException("has a zip directory that lies outside of it");
        }

        var bytes = new byte[length];
        file.Read(bytes, begin);
        var records = new Dictionary<string, ZipRecord>(StringComparer.Ordinal);
        var position = 0;
        for (long i = 0; i < count; i++)
        {
            var record = Next(file, bytes, ref position, begin);
            if (!records.TryAdd(record.Name, record))
            {
                throw new DamagedFileException($"has the record {record.Name} twice");
            }
        }

        RequireApart(records.Values);
        return records;
    }

    private static ZipRecord Next(FileBytes file, byte[] directory, ref int position, long directoryBegin)
    {
        var header = directory.AsSpan(position);
        if (header.Length < CentralBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != CentralSignature)
        {
            throw new DamagedFileException("has a broken zip directory");
        }

        var (nameLength, extraLength, commentLength) = (Short(header, 28), Short(header, 30), Short(header, 32));
        if (header.Length < CentralBytes + nameLength + extraLength + commentLength)
        {
            throw new DamagedFileException("has a broken zip directory");
        }

        var name = Encoding.UTF8.GetString(header.Slice(CentralBytes, nameLength));
        position += CentralBytes + nameLength + extraLength + commentLength;
        if (Short(header, 10) != 0 || (Short(header, 8) & 1) != 0)
        {
            throw new DamagedFileException($"has the record {name} compressed or encrypted, as torch.save never does", "Save it anew with torch.save.");
        }

        var sizes = ZipSizes.Of(header, header.Slice(CentralBytes + nameLength, extraLength), name);
        var begin = ContentBegin(file, sizes.HeaderOffset, name);
        return sizes.Length >= 0 && begin <= directoryBegin && sizes.Length <= directoryBegin - begin
            ? new(name, begin, sizes.Length)
            : throw new DamagedFileException($"has the record {name} outside of it");
    }

    private static long ContentBegin(FileBytes file, long offset, string name)
    {
        Span<byte> local = stackalloc byte[LocalBytes];
        if (offset < 0 || offset > file.Length - LocalBytes)
        {
            throw new DamagedFileException($"has the record {name} outside of it");
        }

        file.Read(local, offset);
        return BinaryPrimitives.ReadUInt32LittleEndian(local) == LocalSignature
            ? offset + LocalBytes + Short(local, 26) + Short(local, 28)
            : throw new DamagedFileException($"has no record where {name} should begin");
    }

    private static void RequireApart(IEnumerable<ZipRecord> records)
    {
        long end = 0;
        foreach (var record in records.Where(record => record.Length > 0).OrderBy(record => record.Begin))
        {
            end = record.Begin >= end ? record.Begin + record.Length : throw new DamagedFileException($"has the record {record.Name} inside another");
        }
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
