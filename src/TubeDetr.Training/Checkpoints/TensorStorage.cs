using static TorchSharp.torch;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Elements of one type that lie one after another in a file; several tensors may look at them.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">Type of the elements.</param>
/// <param name="Count">Elements, as claimed; true once it has a place.</param>
internal sealed record TensorStorage(string Key, ScalarType Type, long Count)
{
    public int ElementBytes => ElementType.BytesOf(Type);

    public IByteSource? File { get; private set; }

    /// <summary>Position in the file.</summary>
    public long Begin { get; private set; }

    /// <summary>Whether the most significant byte comes first.</summary>
    public bool BigEndian { get; private set; }

    /// <exception cref="DamagedFileException">The bytes there are not as many as claimed, or not in the file.</exception>
    public TensorStorage Place(IByteSource file, long begin, long length, bool bigEndian = false)
    {
        if (Count > long.MaxValue / 8 || length != Count * ElementBytes)
        {
            throw new DamagedFileException($"says that storage {Key} has {Count} elements of {ElementBytes} bytes, but holds {length} bytes for it");
        }

        if (begin < 0 || length > file.Length - begin)
        {
            throw new DamagedFileException($"ends before the end of storage {Key}");
        }

        (File, Begin, BigEndian) = (file, begin, bigEndian && ElementBytes > 1);
        return this;
    }

    /// <summary>Reads elements from the <paramref name="element"/>th on, in this machine's order of bytes.</summary>
    public void Read(Span<byte> destination, long element)
    {
        File!.Read(destination, Begin + (element * ElementBytes));
        if (BigEndian)
        {
            for (var i = 0; i < destination.Length; i += ElementBytes)
            {
                destination.Slice(i, ElementBytes).Reverse();
            }
        }
    }
}
