using Microsoft.Win32.SafeHandles;

namespace TubeDetr.Training.Checkpoints;

/// <summary>An open file that is read at any position, by any thread.</summary>
internal sealed class FileBytes : IByteSource, IDisposable
{
    private FileBytes(SafeFileHandle handle)
    {
        Handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    public SafeFileHandle Handle { get; }

    public long Length { get; }

    /// <exception cref="CheckpointException">It is missing or may not be read.</exception>
    public static FileBytes Open(string path)
    {
        try
        {
            return new(File.OpenHandle(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be opened: {fault.Message}", fault);
        }
    }

    /// <exception cref="DamagedFileException">The file ends before.</exception>
    public void Read(Span<byte> destination, long position)
    {
        while (destination.Length > 0)
        {
            var count = RandomAccess.Read(Handle, destination, position);
            if (count == 0)
            {
                throw new DamagedFileException($"ends at byte {position} in the middle of a tensor");
            }

            destination = destination[count..];
            position += count;
        }
    }

    public void Dispose() => Handle.Dispose();
}
