using TubeDetr.Training.Checkpoints.Original;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>Values that are to be written, and where.</summary>
internal sealed record ConversionTask(CheckpointKind From, object Root, Stream Destination, ConversionProgress Progress)
{
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal) { ["format"] = "pt" };

    public ConversionReport ToPyTorch()
    {
        var tensors = PickleTree.Tensors(Root).ToArray();
        PyTorchWriter.Write(Destination, Root, Progress.Over(tensors));
        string[] remarks = From is CheckpointKind.Session && TreeSession.Of(Root) is { } session && session.Metadata.GetValueOrDefault("batch") is not "0"
            ? ["The checkpoint was taken within an epoch: the original would begin that epoch anew. Converted back, it goes on with the very next batch."]
            : [];
        return Report(CheckpointKind.PyTorch, tensors, remarks);
    }

    public ConversionReport ToWeights()
    {
        var entries = WeightTree.Entries(Root);
        SafetensorsWriter.Write(Destination, Plain, entries, Progress.Over(entries));
        return Report(CheckpointKind.Weights, entries);
    }

    public ConversionReport ToSession(TreeSession session)
    {
        var expected = session.Metadata.GetValueOrDefault(CheckpointImage.HashKey);
        var found = SafetensorsWriter.Write(Destination, session.Metadata, session.Entries, Progress.Over(session.Entries));
        return found.Equals(expected, StringComparison.Ordinal)
            ? Report(CheckpointKind.Session, session.Entries)
            : throw new DamagedFileException($"is not what was made of a checkpoint of ours: the content has hash {found} instead of {expected}", "Convert the original checkpoint again.");
    }

    public ConversionReport ToConverted()
    {
        var (json, entries) = TreeText.Write(Root);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = CheckpointTree.Format, ["version"] = "1", [CheckpointTree.Tree] = json };
        SafetensorsWriter.Write(Destination, metadata, entries, Progress.Over(entries));
        return Report(CheckpointKind.Converted, entries);
    }

    private ConversionReport Report(CheckpointKind to, IReadOnlyCollection<TensorEntry> entries, params IReadOnlyList<string> remarks) =>
        new(From, to, entries.Count, entries.Sum(entry => entry.Tensor.Length), remarks);
}

/// <summary>Who is told how far a conversion is, and who may stop it.</summary>
internal sealed record ConversionProgress(IProgress<double>? Told, CancellationToken CancellationToken)
{
    /// <summary>What to call with each number of bytes written.</summary>
    public Action<long> Over(IEnumerable<TensorEntry> entries)
    {
        var whole = Math.Max(1, entries.Sum(entry => entry.Tensor.Length));
        long done = 0;
        return bytes =>
        {
            CancellationToken.ThrowIfCancellationRequested();
            done += bytes;
            Told?.Report(done / (double)whole);
        };
    }
}
