using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.Original;

/// <summary>What <c>torch.save</c> was given: read from a <c>.pth</c>, or from a safetensors file that was converted from one.</summary>
internal sealed class CheckpointTree : IDisposable
{
    /// <summary>Value of the metadata's <c>format</c> of a safetensors file that was converted from a <c>.pth</c>.</summary>
    public const string Format = "tubedetr-pytorch";

    /// <summary>Key of the metadata with everything but the tensors (<see cref="TreeText"/>).</summary>
    public const string Tree = "tree";

    private readonly IDisposable file;

    private CheckpointTree(IDisposable file, object root)
    {
        this.file = file;
        Root = root;
    }

    /// <summary>Values with <see cref="StoredTensor"/>s among them.</summary>
    public object Root { get; }

    /// <summary>Whether a file is a <c>.pth</c>, or was converted from one.</summary>
    /// <exception cref="CheckpointException">It cannot be opened or is broken.</exception>
    public static bool Is(string path)
    {
        if (WeightSource.IsPyTorch(path))
        {
            return true;
        }

        using var plain = SafetensorsFile.Open(path);
        return plain.Header.Metadata.GetValueOrDefault("format") is Format;
    }

    /// <exception cref="CheckpointException">It cannot be opened, is broken or hostile.</exception>
    public static CheckpointTree Open(string path)
    {
        if (WeightSource.IsPyTorch(path))
        {
            var torch = PyTorchFile.Open(path);
            return new(torch, torch.Root);
        }

        var plain = SafetensorsFile.Open(path);
        try
        {
            plain.CheckHash(path);
            return new(plain, Of(plain));
        }
        catch (DamagedFileException fault)
        {
            plain.Dispose();
            throw fault.About(path);
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }

    /// <summary>The values of a converted file.</summary>
    /// <exception cref="DamagedFileException">It has none.</exception>
    public static object Of(SafetensorsFile converted)
    {
        var tensors = converted.Entries.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        return TreeText.Read(converted.Header.Metadata.GetValueOrDefault(Tree) ?? throw new DamagedFileException("does not describe what it was converted from"), name => tensors.GetValueOrDefault(name));
    }

    public void Dispose() => file.Dispose();
}

/// <summary>Looks into values of pickles.</summary>
internal static class PickleLookup
{
    /// <summary>The dict under a name; null where there is none, or <c>None</c>.</summary>
    public static PickleDict? Dict(this PickleDict dict, string name) => dict.Find(name) as PickleDict;

    /// <summary>The tensors of a state dict, by name.</summary>
    public static IReadOnlyDictionary<string, StoredTensor> Tensors(this PickleDict dict) => dict.Items
        .Where(pair => pair is { Key: string, Value: StoredTensor })
        .ToDictionary(pair => (string)pair.Key, pair => (StoredTensor)pair.Value, StringComparer.Ordinal);
}
