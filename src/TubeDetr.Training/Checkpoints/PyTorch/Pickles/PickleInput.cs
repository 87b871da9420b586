using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>The bytes of pickles that lie one after another in a part of a file. Nothing is allocated before it is known that the bytes exist.</summary>
internal sealed class PickleInput(SafeFileHandle file, long begin, long length)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly long end = begin + length;
    private readonly byte[] buffer = new byte[1 << 16];
    private long read = begin;
    private int next;
    private int filled;

    /// <summary>Position in the file.</summary>
    public long Position => read - (filled - next);

    public byte ReadByte()
    {
        if (next == filled)
        {
            Refill();
        }

        return buffer[next++];
    }

    public void ReadExactly(Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            if (next == filled)
            {
                Refill();
            }

            var count = Math.Min(destination.Length, filled - next);
            buffer.AsSpan(next, count).CopyTo(destination);
            next += count;
            destination = destination[count..];
        }
    }

    public ushort ReadUInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int ReadInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public double ReadBigEndianDouble()
    {
        Span<byte> bytes = stackalloc byte[8];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    public byte[] ReadBytes(long count)
    {
        if (count < 0 || count > PickleLimits.Bytes || count > end - Position)
        {
            throw new DamagedFileException($"claims a value of {count} bytes at byte {Position}, more than there are");
        }

        var bytes = new byte[count];
        ReadExactly(bytes);
        return bytes;
    }

    public string ReadText(long count)
    {
        var at = Position;
        try
        {
            return Strict.GetString(ReadBytes(count));
        }
        catch (DecoderFallbackException fault)
        {
            throw new DamagedFileException($"has text at byte {at} that is not UTF-8", inner: fault);
        }
    }

    /// <summary>Up to the next line feed, without it.</summary>
    public string ReadLine()
    {
        var at = Position;
        var bytes = new List<byte>();
        for (byte value; (value = ReadByte()) != '\n';)
        {
            bytes.Add(value);
            if (bytes.Count > PickleLimits.LineBytes)
            {
                throw new DamagedFileException($"has a line without end at byte {at}");
            }
        }

        return Encoding.Latin1.GetString([.. bytes]);
    }

    private void Refill()
    {
        var count = (int)Math.Min(buffer.Length, end - read);
        filled = count <= 0 ? 0 : RandomAccess.Read(file, buffer.AsSpan(0, count), read);
        next = 0;
        read += filled;
        if (filled == 0)
        {
            throw new DamagedFileException($"ends at byte {read} in the middle of its description");
        }
    }
}
