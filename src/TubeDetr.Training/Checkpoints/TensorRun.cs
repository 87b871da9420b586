using TorchSharp;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Tensors of a checkpoint that lie one after another in one flat tensor.</summary>
/// <param name="Flat">The live tensor, not a copy.</param>
/// <param name="Slices">What it consists of, without gaps, under the names of the file.</param>
internal sealed record TensorRun(torch.Tensor Flat, IReadOnlyList<ParameterSlice> Slices)
{
    public static TensorRun Of(string name, torch.Tensor tensor) => new(tensor, [new(name, tensor.shape, 0, tensor.numel())]);

    public static TensorRun Of(string prefix, ParameterBlock block, torch.Tensor flat) =>
        new(flat, [.. block.Slices.Select(slice => slice with { Name = prefix + slice.Name })]);
}
