using System.Buffers.Binary;

namespace TubeDetr.Training.Checkpoints.PyTorch.Archives;

/// <summary>Size and place of a record; numbers that do not fit 32 bits stand in the zip64 field (0x0001) of its extra data.</summary>
internal readonly record struct ZipSizes(long Length, long HeaderOffset)
{
    private const ushort Zip64 = 1;

    public static ZipSizes Of(ReadOnlySpan<byte> central, ReadOnlySpan<byte> extra, string name)
    {
        var (stored, length, offset) = (Number(central, 20), Number(central, 24), Number(central, 42));
        var wide = Zip64Field(extra);
        var sizes = new ZipSizes(Wide(length, ref wide, name), 0);
        var storedLength = Wide(stored, ref wide, name);
        sizes = sizes with { HeaderOffset = Wide(offset, ref wide, name) };
        return storedLength == sizes.Length ? sizes : throw new DamagedFileException($"gives the record {name} two sizes");
    }

    private static long Wide(uint value, ref ReadOnlySpan<byte> wide, string name)
    {
        if (value != uint.MaxValue)
        {
            return value;
        }

        if (wide.Length < 8)
        {
            throw new DamagedFileException($"does not say how large the record {name} is");
        }

        var number = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        return number;
    }

    private static ReadOnlySpan<byte> Zip64Field(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            if (extra.Length < 4 + length)
            {
                break;
            }

            if (id == Zip64)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
