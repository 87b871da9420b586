using System.Buffers.Binary;

namespace TubeDetr.Training.Checkpoints.PyTorch.Archives;

/// <summary>The end of a zip file, which says where its table of contents is.</summary>
internal static class ZipEnd
{
    private const uint Signature = 0x06054b50;
    private const uint Zip64Signature = 0x06064b50;
    private const uint LocatorSignature = 0x07064b50;
    private const int Bytes = 22;
    private const int LocatorBytes = 20;
    private const int Zip64Bytes = 56;
    private const int LongestComment = ushort.MaxValue;

    public static (long Begin, long Length, long Count) Find(FileBytes file)
    {
        var tail = new byte[Math.Min(file.Length, Bytes + LongestComment)];
        file.Read(tail, file.Length - tail.Length);
        for (var at = tail.Length - Bytes; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (Number(end, 0) == Signature && end.Length == Bytes + Short(end, 20))
            {
                return Wide(file, file.Length - tail.Length + at) ?? (Number(end, 16), Number(end, 12), Short(end, 10));
            }
        }

        throw new DamagedFileException("is cut off: its zip directory, which stands at the end, is missing");
    }

    private static (long Begin, long Length, long Count)? Wide(FileBytes file, long end)
    {
        Span<byte> locator = stackalloc byte[LocatorBytes];
        if (end < LocatorBytes)
        {
            return null;
        }

        file.Read(locator, end - LocatorBytes);
        if (Number(locator, 0) != LocatorSignature)
        {
            return null;
        }

        Span<byte> record = stackalloc byte[Zip64Bytes];
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (at < 0 || at > file.Length - Zip64Bytes)
        {
            throw new DamagedFileException("has a zip directory that lies outside of it");
        }

        file.Read(record, at);
        return Number(record, 0) == Zip64Signature
            ? (BinaryPrimitives.ReadInt64LittleEndian(record[48..]), BinaryPrimitives.ReadInt64LittleEndian(record[40..]), BinaryPrimitives.ReadInt64LittleEndian(record[32..]))
            : throw new DamagedFileException("has a broken zip directory");
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
