using System.Globalization;
using System.IO.Hashing;
using static TorchSharp.torch;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Reads a checkpoint from a stream that need not seek: first the header, then, once everything fits, each tensor straight into its place.</summary>
internal sealed class CheckpointReader
{
    private const int Listed = 20;

    private readonly Stream stream;

    private CheckpointReader(Stream stream, SafetensorsHeader header)
    {
        this.stream = stream;
        Header = header;
    }

    public SafetensorsHeader Header { get; }

    /// <exception cref="CheckpointException">The stream does not begin with a sound header.</exception>
    public static CheckpointReader Open(Stream stream)
    {
        var buffered = new BufferedStream(stream, 1 << 20);
        return new(buffered, SafetensorsParser.Read(buffered));
    }

    /// <exception cref="CheckpointException">The file has other names, types or shapes; the message lists them.</exception>
    public void RequireEqual(IReadOnlyDictionary<string, (ScalarType Type, IReadOnlyList<long> Shape)> expected)
    {
        var differences = Differences(expected);
        if (differences.Count > 0)
        {
            var more = differences.Count > Listed ? $"; and {differences.Count - Listed} more" : "";
            throw new CheckpointException($"The checkpoint does not fit these options: {string.Join("; ", differences.Take(Listed))}{more}.");
        }
    }

    /// <summary>Every name, type or shape in which the file and the expectation differ.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyDictionary<string, (ScalarType Type, IReadOnlyList<long> Shape)> expected)
    {
        var found = Header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        return
        [
            .. expected.Keys.Where(name => !found.ContainsKey(name)).Select(name => $"{name} is missing"),
            .. found.Keys.Where(name => !expected.ContainsKey(name)).Select(name => $"{name} is not known"),
            .. from entry in found.Values
               where expected.ContainsKey(entry.Name)
               let wanted = expected[entry.Name]
               where wanted.Type != entry.Type || !wanted.Shape.SequenceEqual(entry.Shape)
               select $"{entry.Name} is {SafetensorsEntry.Describe(entry.Type, entry.Shape)} instead of {SafetensorsEntry.Describe(wanted.Type, wanted.Shape)}",
        ];
    }

    /// <summary>Reads the tensors in the order of the file; <paramref name="place"/> says where each goes, null to pass over it.</summary>
    /// <exception cref="CheckpointException">The file ends early or its content is not what was written.</exception>
    public void Read(Func<SafetensorsEntry, Tensor?> place)
    {
        var hash = new XxHash3();
        try
        {
            foreach (var entry in Header.Entries)
            {
                using var tensor = place(entry);
                Read(entry, tensor, hash);
            }
        }
        catch (EndOfStreamException fault)
        {
            throw new CheckpointException($"The checkpoint is cut off: it should have {Header.DataLength} bytes after its header.", fault);
        }

        CheckHash(hash);
    }

    private void Read(SafetensorsEntry entry, Tensor? tensor, XxHash3 hash)
    {
        if (tensor is not null)
        {
            TensorBytes.Fill(tensor, memory => memory.ForEachSpan(span => Read(span, hash)));
            return;
        }

        var rest = new byte[Math.Min(entry.Length, 1 << 20)];
        for (var length = entry.Length; length > 0; length -= rest.Length)
        {
            Read(rest.AsSpan(0, (int)Math.Min(length, rest.Length)), hash);
        }
    }

    private void Read(Span<byte> span, XxHash3 hash)
    {
        stream.ReadExactly(span);
        hash.Append(span);
    }

    // Files of others have no hash.
    private void CheckHash(XxHash3 hash)
    {
        var found = hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
        if (Header.Metadata.TryGetValue(CheckpointImage.HashKey, out var expected) && !found.Equals(expected, StringComparison.Ordinal))
        {
            throw new CheckpointException($"The checkpoint is damaged: its content has hash {found} instead of {expected}.");
        }
    }
}
