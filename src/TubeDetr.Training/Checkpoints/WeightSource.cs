using TubeDetr.Training.Checkpoints.PyTorch;

namespace TubeDetr.Training.Checkpoints;

/// <summary>The named tensors of a file of any kind that is known: PyTorch's (zip or old) or safetensors, told apart by how they begin.</summary>
internal sealed class WeightSource : IDisposable
{
    private readonly IDisposable file;

    private WeightSource(IDisposable file, IReadOnlyList<TensorEntry> entries)
    {
        this.file = file;
        Entries = entries;
    }

    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Opens the file; where it has a hash of its content, that is checked first, so that what is read afterwards is sound.</summary>
    /// <exception cref="CheckpointException">It cannot be opened, is broken or hostile.</exception>
    public static WeightSource Open(string path)
    {
        if (IsPyTorch(path))
        {
            var torch = PyTorchFile.Open(path);
            return new(torch, torch.Entries);
        }

        var plain = SafetensorsFile.Open(path);
        try
        {
            plain.CheckHash(path);
            return new(plain, plain.Entries);
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file is one of PyTorch's: by how it begins, or, where it is empty, by its name.</summary>
    /// <exception cref="CheckpointException">It cannot be opened.</exception>
    public static bool IsPyTorch(string path)
    {
        using var bytes = FileBytes.Open(path);
        return PyTorchFile.Looks(bytes) || (bytes.Length == 0 && !path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => file.Dispose();
}
