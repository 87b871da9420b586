using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;

namespace TubeDetr.Training.Checkpoints;

/// <summary>A safetensors file whose tensors stay in it until they are read. Files of others are checked as strictly as ours.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly FileBytes file;

    private SafetensorsFile(FileBytes file, SafetensorsHeader header, long begin)
    {
        this.file = file;
        Header = header;
        DataBegin = begin;
        Entries = [.. header.Entries.Select(entry => new TensorEntry(entry.Name, StoredTensor.Whole(Storage(entry).Place(file, begin + entry.Begin, entry.Length), entry.Shape)))];
    }

    public SafetensorsHeader Header { get; }

    /// <summary>Position of the first tensor.</summary>
    public long DataBegin { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <exception cref="CheckpointException">It cannot be opened or is broken.</exception>
    public static SafetensorsFile Open(string path)
    {
        var opened = FileBytes.Open(path);
        try
        {
            var (header, begin) = Read(opened);
            return new(opened, header, begin);
        }
        catch (Exception fault)
        {
            opened.Dispose();
            throw fault switch
            {
                DamagedFileException damage => damage.About(path),
                CheckpointException known => new CheckpointException($"{path}: {known.Message}", known),
                _ => fault,
            };
        }
    }

    /// <summary>Reads everything once and compares its hash; files of others have none.</summary>
    /// <exception cref="CheckpointException">The content is not what was written.</exception>
    public void CheckHash(string path)
    {
        if (!Header.Metadata.TryGetValue(CheckpointImage.HashKey, out var expected))
        {
            return;
        }

        var hash = new XxHash3();
        foreach (var (_, tensor) in Entries)
        {
            tensor.Stream(span => hash.Append(span));
        }

        var found = hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
        if (!found.Equals(expected, StringComparison.Ordinal))
        {
            throw new CheckpointException($"{path} is damaged: its content has hash {found} instead of {expected}. {DamagedFileException.CopyAgain}");
        }
    }

    public void Dispose() => file.Dispose();

    private static (SafetensorsHeader Header, long Begin) Read(FileBytes file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (file.Length < prefix.Length)
        {
            throw new DamagedFileException(file.Length == 0 ? "is empty" : "is too short for a safetensors file");
        }

        file.Read(prefix, 0);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > file.Length - prefix.Length)
        {
            throw new DamagedFileException($"is no safetensors file, or only its beginning: it claims a header of {(ulong)length} bytes, but has {file.Length - prefix.Length} after that");
        }

        if (length > SafetensorsParser.LongestHeader)
        {
            throw new DamagedFileException($"claims a header of {length} bytes, more than any checkpoint needs");
        }

        var json = new byte[length];
        file.Read(json, prefix.Length);
        var header = SafetensorsParser.Parse(json);
        var begin = prefix.Length + length;
        return header.DataLength == file.Length - begin
            ? (header, begin)
            : throw new DamagedFileException($"should have {header.DataLength} bytes of tensors, but has {file.Length - begin}");
    }

    private static TensorStorage Storage(SafetensorsEntry entry) => new(entry.Name, entry.Type, entry.Length / ElementType.BytesOf(entry.Type));
}
