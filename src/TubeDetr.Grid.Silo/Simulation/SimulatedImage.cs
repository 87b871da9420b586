using System.Buffers.Binary;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Silo.Simulation;

/// <summary>All that a simulated training has to remember: its step, as eight bytes.</summary>
internal sealed record SimulatedImage(int Epoch, long Step) : ICheckpointImage
{
    /// <exception cref="TrainingFailedException">It is the checkpoint of a real training.</exception>
    public static long ReadStep(Stream checkpoint)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        return checkpoint.Length == bytes.Length && checkpoint.ReadAtLeast(bytes, bytes.Length) == bytes.Length
            ? BinaryPrimitives.ReadInt64LittleEndian(bytes)
            : throw new TrainingFailedException("This checkpoint was made by a real training; a silo that simulates cannot go on from it.");
    }

    public void WriteTo(Stream destination)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Step);
        destination.Write(bytes);
    }

    public void Dispose()
    {
    }
}
