using System.Text.Json;
using TorchSharp;

namespace TubeDetr.Parity;

/// <summary>One folder of numbers from the original: <c>case.json</c>, mostly <c>tensors.safetensors</c>, sometimes further files.</summary>
/// <param name="folder">Where it lies.</param>
/// <param name="device">Where the product computes; null: the CPU. The numbers of the case stay on the CPU.</param>
public sealed class GoldenCase(string folder, torch.Device? device = null) : IDisposable
{
    private JsonDocument? document;
    private Dictionary<string, torch.Tensor>? tensors;

    /// <summary>Name of the folder; what it begins with says what to check.</summary>
    public string Name { get; } = Path.GetFileName(folder);

    public string Folder { get; } = folder;

    /// <summary>Where the product computes.</summary>
    public torch.Device Device { get; } = device ?? torch.CPU;

    /// <summary>Content of <c>case.json</c>.</summary>
    public JsonElement Json => (document ??= JsonDocument.Parse(File.ReadAllBytes(this["case.json"]))).RootElement;

    /// <summary>Everything in <c>tensors.safetensors</c>.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Tensors => tensors ??= GoldenTensors.Read(this["tensors.safetensors"]);

    /// <summary>Path of a file of the case.</summary>
    public string this[string file] => Path.Combine(Folder, file);

    /// <summary>Another case, beside this one or in any of the other folders: some share their input.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public GoldenCase Neighbour(string name) => new(
        GoldenFolders.Roots([]).Prepend(Path.GetDirectoryName(Folder)!).Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists)
        ?? throw new DirectoryNotFoundException($"{Name} needs the case {name}, which lies neither beside it nor in a folder of {GoldenFolders.Variable}."),
        Device);

    public void Dispose()
    {
        document?.Dispose();
        foreach (var tensor in tensors?.Values.AsEnumerable() ?? [])
        {
            tensor.Dispose();
        }
    }
}
