namespace TubeDetr.Training.Checkpoints;

/// <summary>Bytes that are read at any position.</summary>
internal interface IByteSource
{
    long Length { get; }

    /// <exception cref="DamagedFileException">There are fewer.</exception>
    void Read(Span<byte> destination, long position);
}

/// <summary>A few bytes in memory.</summary>
internal sealed class MemoryBytes(byte[] bytes) : IByteSource
{
    public long Length => bytes.Length;

    public void Read(Span<byte> destination, long position) => bytes.AsSpan((int)position, destination.Length).CopyTo(destination);
}

/// <summary>Zeros that nobody has to keep.</summary>
internal sealed class ZeroBytes(long length) : IByteSource
{
    public long Length => length;

    public void Read(Span<byte> destination, long position) => destination.Clear();
}
