namespace TubeDetr.Training.Checkpoints;

/// <summary>Reads a tensor whose elements lie in another order than in memory: transposed, strided, expanded.</summary>
internal static unsafe class StridedRead
{
    private const int WindowBytes = 1 << 20;

    private readonly record struct Axis(long Size, long From, long To);

    public static void Into(Memory64 destination, TensorStorage storage, long offset, long[] shape, long[] strides)
    {
        if (destination.Length == 0)
        {
            return;
        }

        var dense = TensorLayout.Dense(shape);

        // In the order of the file, so that one window after another is read.
        Axis[] axes = [.. Enumerable.Range(0, shape.Length).Select(i => new Axis(shape[i], strides[i], dense[i])).Where(axis => axis.Size > 1).OrderByDescending(axis => axis.From)];
        var window = new Window(storage);
        var size = storage.ElementBytes;
        var index = new long[axes.Length];
        var (from, to) = (offset, 0L);
        do
        {
            window.Element(from).CopyTo(new Span<byte>((byte*)destination.Address + (to * size), size));
        }
        while (Next(axes, index, ref from, ref to));
    }

    private static bool Next(Axis[] axes, long[] index, ref long from, ref long to)
    {
        for (var i = axes.Length - 1; i >= 0; i--)
        {
            var axis = axes[i];
            if (++index[i] < axis.Size)
            {
                from += axis.From;
                to += axis.To;
                return true;
            }

            index[i] = 0;
            from -= axis.From * (axis.Size - 1);
            to -= axis.To * (axis.Size - 1);
        }

        return false;
    }

    private sealed class Window(TensorStorage storage)
    {
        private readonly byte[] bytes = new byte[Math.Min(WindowBytes, storage.Count * storage.ElementBytes)];
        private long first;
        private long count;

        public ReadOnlySpan<byte> Element(long element)
        {
            if (element < first || element >= first + count)
            {
                first = element;
                count = Math.Min(bytes.Length / storage.ElementBytes, storage.Count - element);
                storage.Read(bytes.AsSpan(0, (int)count * storage.ElementBytes), element);
            }

            return bytes.AsSpan((int)(element - first) * storage.ElementBytes, storage.ElementBytes);
        }
    }
}
