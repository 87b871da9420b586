using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Training.Checkpoints;

/// <summary>A tensor that lies in a file, read in spans straight to where it is wanted.</summary>
internal sealed class StoredTensor
{
    /// <summary>Elements that a tensor may show over and over beyond those that are in the file.</summary>
    private const long Repeated = 1 << 24;
    private const int Dimensions = 64;
    private const int ChunkBytes = 4 << 20;

    private readonly TensorStorage storage;
    private readonly long offset;
    private readonly long[] shape;
    private readonly long[] strides;

    private StoredTensor(TensorStorage storage, long offset, long[] shape, long[] strides)
    {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
        Count = shape.Contains(0) ? 0 : shape.Aggregate(1L, (product, size) => product * size);
        IsDense = TensorLayout.IsDense(shape, strides);
    }

    public ScalarType Type => storage.Type;

    /// <summary>Name of its storage; tensors that share one have the same.</summary>
    public string StorageKey => storage.Key;

    public IReadOnlyList<long> Shape => shape;

    public long Count { get; }

    /// <summary>Bytes of its elements, each once.</summary>
    public long Length => Count * storage.ElementBytes;

    /// <summary>Its elements lie in the file as they lie in memory.</summary>
    public bool IsDense { get; }

    /// <summary>A whole storage, row by row.</summary>
    public static StoredTensor Whole(TensorStorage storage, IReadOnlyList<long> shape) => new(storage, 0, [.. shape], TensorLayout.Dense(shape));

    /// <summary>Its first rows; <paramref name="count"/> is at most its first size.</summary>
    public StoredTensor FirstRows(long count) => new(storage, offset, [count, .. shape[1..]], strides);

    /// <exception cref="DamagedFileException">It reaches outside its storage, or is impossible.</exception>
    public static StoredTensor View(TensorStorage storage, long offset, long[] shape, long[] strides)
    {
        var name = $"a tensor of shape [{string.Join(", ", shape)}] and strides [{string.Join(", ", strides)}]";
        if (shape.Length != strides.Length || shape.Length > Dimensions || offset < 0 || shape.Any(size => size < 0) || strides.Any(stride => stride < 0))
        {
            throw new DamagedFileException($"has {name} at element {offset}, which cannot be");
        }

        if (TensorLayout.Extent(shape, strides) is not { } extent || offset > storage.Count || extent > storage.Count - offset)
        {
            throw new DamagedFileException($"has {name} from element {offset} on, but its storage {storage.Key} has only {storage.Count} elements");
        }

        var tensor = new StoredTensor(storage, offset, shape, strides);
        return TensorLayout.Product(shape) is { } count && count <= Math.Max(storage.Count, Repeated)
            ? tensor
            : throw new DamagedFileException($"has {name}, which repeats the {storage.Count} elements of storage {storage.Key} too often", "Save it anew with .contiguous() tensors.");
    }

    /// <summary>Reads it into memory of exactly its length.</summary>
    /// <exception cref="DamagedFileException">The file ends before.</exception>
    public void ReadInto(Memory64 destination)
    {
        if (destination.Length != Length)
        {
            throw new ArgumentException($"The place has {destination.Length} bytes, not {Length}.", nameof(destination));
        }

        if (!IsDense)
        {
            StridedRead.Into(destination, storage, offset, shape, strides);
            return;
        }

        var element = offset;
        destination.ForEachSpan(span =>
        {
            storage.Read(span, element);
            element += span.Length / storage.ElementBytes;
        });
    }

    /// <summary>Reads it into a tensor of the same shape; other types are converted, other devices are reached, in pieces of 4 MiB.</summary>
    public void ReadInto(Tensor destination)
    {
        if (!destination.shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException($"The place is [{string.Join(", ", destination.shape)}], not [{string.Join(", ", shape)}].", nameof(destination));
        }

        using var noGradient = no_grad();
        if (destination.dtype == Type && destination.device_type == DeviceType.CPU && destination.is_contiguous())
        {
            TensorBytes.Fill(destination, ReadInto);
        }
        else if (IsDense && destination.is_contiguous())
        {
            Convert(destination);
        }
        else
        {
            using var staging = empty(shape, Type);
            TensorBytes.Fill(staging, ReadInto);
            destination.copy_(staging);
        }
    }

    /// <summary>Its bytes in order, as they lie in memory, in spans that are used again. One that is not dense needs memory of its size.</summary>
    public void Stream(Memory64.SpanAction sink)
    {
        if (!IsDense)
        {
            using var room = HostBuffer.Allocate(Length);
            ReadInto(room.Memory);
            room.Memory.ForEachSpan(sink);
            return;
        }

        var buffer = new byte[Math.Min(ChunkBytes, Length)];
        for (long done = 0; done < Length; done += buffer.Length)
        {
            var span = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - done));
            storage.Read(span, offset + (done / storage.ElementBytes));
            sink(span);
        }
    }

    private void Convert(Tensor destination)
    {
        using var scope = NewDisposeScope();
        var flat = destination.detach().view(-1);
        var piece = ChunkBytes / storage.ElementBytes;
        using var staging = empty(Math.Min(piece, Count), Type);
        for (long done = 0; done < Count; done += piece)
        {
            using var inner = NewDisposeScope();
            var part = staging.narrow(0, 0, Math.Min(piece, Count - done));
            var element = offset + done;
            TensorBytes.Fill(part, memory => memory.ForEachSpan(span => storage.Read(span, element)));
            flat.narrow(0, done, part.shape[0]).copy_(part);
        }
    }
}
