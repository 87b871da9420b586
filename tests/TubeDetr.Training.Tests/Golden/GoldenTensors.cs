using TorchSharp;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Training.Tests.Golden;

/// <summary>The tensors of a golden case; the caller's scope owns them.</summary>
internal static class GoldenTensors
{
    public static IReadOnlyDictionary<string, torch.Tensor> Read(GoldenCase golden)
    {
        using var file = File.OpenRead(golden.FileAt("tensors.safetensors"));
        var reader = CheckpointReader.Open(file);
        var tensors = reader.Header.Entries.ToDictionary(entry => entry.Name, entry => torch.empty([.. entry.Shape], entry.Type), StringComparer.Ordinal);
        reader.Read(entry => tensors[entry.Name].alias());
        return tensors;
    }
}
