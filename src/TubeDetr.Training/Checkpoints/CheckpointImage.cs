using System.Globalization;
using System.IO.Hashing;
using TorchSharp;

namespace TubeDetr.Training.Checkpoints;

/// <summary>
/// A checkpoint's content at one moment, in host memory: training goes on while it is written. The file is a safetensors container, so that any tool of the field
/// can look inside.
/// </summary>
public sealed class CheckpointImage : IDisposable
{
    internal const string HashKey = "data_xxh3";

    private readonly HostBufferPool pool;
    private readonly SafetensorsHeader header;
    private HostBuffer? buffer;

    private CheckpointImage(HostBufferPool pool, SafetensorsHeader header, HostBuffer buffer, int epoch, long step)
    {
        this.pool = pool;
        this.header = header;
        this.buffer = buffer;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; }

    /// <summary>Bytes of the tensors.</summary>
    public long Length => header.DataLength;

    internal static CheckpointImage Take(CheckpointContent content, HostBufferPool pool, int epoch, long step)
    {
        var entries = new List<SafetensorsEntry>();
        foreach (var run in content.Runs)
        {
            AddEntries(entries, run);
        }

        var index = new SafetensorsHeader(content.Metadata, entries);
        var room = pool.Rent(index.DataLength);
        using var scope = torch.NewDisposeScope();
        long start = 0;
        foreach (var run in content.Runs)
        {
            var bytes = TensorBytes.SizeOf(run.Flat);
            TensorBytes.CopyTo(run.Flat, room.Memory.Slice(start, bytes));
            start += bytes;
        }

        return new(pool, index, room, epoch, step);
    }

    /// <summary>Writes the checkpoint file; may be called from any thread, more than once.</summary>
    public void WriteTo(Stream destination)
    {
        var mine = buffer;
        ObjectDisposedException.ThrowIf(mine is null, this);
        var memory = mine.Memory;
        var metadata = new Dictionary<string, string>(header.Metadata, StringComparer.Ordinal) { [HashKey] = Hash(memory) };
        destination.Write((header with { Metadata = metadata }).ToBytes());
        memory.ForEachSpan(span => destination.Write(span));
        GC.KeepAlive(mine);
    }

    /// <summary>Gives the memory back; call it when nobody writes any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } mine)
        {
            pool.Return(mine);
        }
    }

    private static void AddEntries(List<SafetensorsEntry> entries, TensorRun run)
    {
        var size = ElementType.BytesOf(run.Flat.dtype);
        foreach (var slice in run.Slices)
        {
            var start = entries.Count == 0 ? 0 : entries[^1].End;
            entries.Add(new(slice.Name, run.Flat.dtype, slice.Shape, start, start + (slice.Length * size)));
        }
    }

    private static string Hash(Memory64 memory)
    {
        var hash = new XxHash3();
        memory.ForEachSpan(span => hash.Append(span));
        return hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
    }
}
