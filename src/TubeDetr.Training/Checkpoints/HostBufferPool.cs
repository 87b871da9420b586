namespace TubeDetr.Training.Checkpoints;

/// <summary>Keeps up to two buffers: one is written while the next capture fills the other.</summary>
internal sealed class HostBufferPool : IDisposable
{
    private const int Kept = 2;

    private readonly Lock gate = new();
    private readonly List<HostBuffer> free = [];
    private bool disposed;

    public HostBuffer Rent(long length)
    {
        lock (gate)
        {
            var index = free.FindIndex(buffer => buffer.Length == length);
            if (index >= 0)
            {
                var buffer = free[index];
                free.RemoveAt(index);
                return buffer;
            }
        }

        return HostBuffer.Allocate(length);
    }

    public void Return(HostBuffer buffer)
    {
        lock (gate)
        {
            if (!disposed && free.Count < Kept)
            {
                free.Add(buffer);
                return;
            }
        }

        buffer.Dispose();
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            free.ForEach(buffer => buffer.Dispose());
            free.Clear();
        }
    }
}
