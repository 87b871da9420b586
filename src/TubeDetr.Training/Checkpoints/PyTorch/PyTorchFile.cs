using TubeDetr.Training.Checkpoints.PyTorch.Archives;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch;

/// <summary>
/// A file of <c>torch.save</c>, new (zip) or old, opened safely: no code of it is run, sizes are checked before anything is allocated, and tensors stay in the file until they are read.
/// </summary>
internal sealed class PyTorchFile : IDisposable
{
    private readonly FileBytes file;

    private PyTorchFile(FileBytes file, object root)
    {
        this.file = file;
        Root = root;
        Entries = [.. PickleTree.Tensors(root)];
    }

    /// <summary>What was saved; tensors in it are <see cref="StoredTensor"/>s.</summary>
    public object Root { get; }

    /// <summary>Every tensor with its path: keys and indices, joined with dots.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Whether a file begins like one of these.</summary>
    public static bool Looks(FileBytes file)
    {
        Span<byte> start = stackalloc byte[9];
        start.Clear();
        file.Read(start[..(int)Math.Min(start.Length, file.Length)], 0);

        // A safetensors file begins with eight bytes of length, which may be the same, and a brace.
        return start is [(byte)'P', (byte)'K', ..] or [0x80, <= 5, .., not (byte)'{'];
    }

    /// <exception cref="CheckpointException">It cannot be opened, is broken or hostile, or holds no tensor.</exception>
    public static PyTorchFile Open(string path)
    {
        var opened = FileBytes.Open(path);
        try
        {
            return new(opened, Read(opened));
        }
        catch (DamagedFileException fault)
        {
            opened.Dispose();
            throw fault.About(path);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    private static object Read(FileBytes file)
    {
        if (file.Length == 0)
        {
            throw new DamagedFileException("is empty");
        }

        if (!Looks(file))
        {
            throw new DamagedFileException("is no PyTorch file: it begins neither like a zip file nor like a pickle", "Give a file that torch.save wrote.");
        }

        Span<byte> start = stackalloc byte[1];
        file.Read(start, 0);
        var root = start[0] == 'P' ? ZipLayout.Read(file) : LegacyLayout.Read(file);
        return PickleTree.Tensors(root).Any() ? root : throw new DamagedFileException("holds no tensor", "Give a checkpoint or a state dict.");
    }
}
