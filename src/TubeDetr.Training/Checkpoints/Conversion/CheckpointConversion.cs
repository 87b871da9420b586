using TubeDetr.Training.Checkpoints.Original;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>
/// Turns checkpoint files into one another: ours, PyTorch's, plain safetensors. Tensors are streamed; nothing is computed, so that every weight, average, moment and step keeps its bits.
/// </summary>
public sealed class CheckpointConversion
{
    private readonly string source;
    private readonly bool toPyTorch;
    private readonly string? weights;

    /// <param name="source">File to read.</param>
    /// <param name="toPyTorch">Whether to write a <c>.pth</c>, or a safetensors file.</param>
    /// <param name="weights"><c>model</c> or <c>model_ema</c> to write these weights alone; null for everything.</param>
    public CheckpointConversion(string source, bool toPyTorch, string? weights = null)
    {
        this.source = source;
        this.toPyTorch = toPyTorch;
        this.weights = weights;
    }

    /// <summary>Writes the new file to a stream that seeks.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="progress">Told of the part that is done, in [0, 1].</param>
    /// <param name="cancellationToken">Stops within a tensor.</param>
    /// <exception cref="CheckpointException">The source cannot be read, or has no such form.</exception>
    public ConversionReport Run(Stream destination, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return WeightSource.IsPyTorch(source) ? FromPyTorch(destination, progress, cancellationToken) : FromSafetensors(destination, progress, cancellationToken);
        }
        catch (DamagedFileException fault)
        {
            throw fault.About(source);
        }
    }

    private ConversionReport FromPyTorch(Stream destination, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var file = PyTorchFile.Open(source);
        return Write(new(CheckpointKind.PyTorch, file.Root, destination, new(progress, cancellationToken)));
    }

    private ConversionReport FromSafetensors(Stream destination, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var file = SafetensorsFile.Open(source);
        file.CheckHash(source);
        var (kind, root) = file.Header.Metadata.GetValueOrDefault("format") switch
        {
            CheckpointTree.Format => (CheckpointKind.Converted, CheckpointTree.Of(file)),
            SessionCheckpoint.Format when weights is null && toPyTorch => (CheckpointKind.Session, SessionTree.Of(file)),
            SessionCheckpoint.Format => (CheckpointKind.Session, WeightTree.Parts(file)),
            _ => (CheckpointKind.Weights, WeightTree.Plain(file)),
        };
        return Write(new(kind, root, destination, new(progress, cancellationToken)));
    }

    private ConversionReport Write(ConversionTask task)
    {
        if (weights is not null)
        {
            task = task with { Root = WeightTree.Choose(task.Root, weights) };
        }

        if (toPyTorch)
        {
            return task.ToPyTorch();
        }

        return weights is not null || task.From is CheckpointKind.Weights ? task.ToWeights()
            : task.From is CheckpointKind.Session ? throw new DamagedFileException("is a checkpoint of ours already", "Name a .pth to convert it to, or choose --weights.")
            : TreeSession.Of(task.Root) is { } session ? task.ToSession(session)
            : WeightTree.IsStateDict(task.Root) ? task.ToWeights() : task.ToConverted();
    }
}
