using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Training.Optimization;

/// <summary>Where a parameter lies in its block.</summary>
public sealed record ParameterSlice(string Name, IReadOnlyList<long> Shape, long Offset, long Length);

/// <summary>
/// Parameters of one group that got their first gradient in the same step, in flat buffers: one each for weights, gradients and the optimiser's moments.
/// The model's parameters and their gradients are views of these, so that an update of all of them is a handful of operations.
/// </summary>
public sealed class ParameterBlock : IDisposable
{
    private ParameterBlock(ParameterGroup group, IReadOnlyList<ParameterSlice> slices, long length, Device device)
    {
        Group = group;
        Slices = slices;
        Length = length;
        Weights = Zeros(length, device);
        Gradients = Zeros(length, device);
        FirstMoment = Zeros(length, device);
        SecondMoment = Zeros(length, device);
        Scratch = Zeros(length, device);
    }

    public ParameterGroup Group { get; }

    public IReadOnlyList<ParameterSlice> Slices { get; }

    public long Length { get; }

    /// <summary>Updates of this block so far; the bias correction of AdamW needs it.</summary>
    public long Steps { get; set; }

    public Tensor Weights { get; }

    public Tensor Gradients { get; }

    /// <summary>AdamW's <c>exp_avg</c>, or the momentum of SGD.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>AdamW's <c>exp_avg_sq</c>; stays zero with SGD.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Moving average of the weights; null without one.</summary>
    public Tensor? Average { get; private set; }

    internal Tensor Scratch { get; }

    /// <summary>Moves parameters, and gradients that they already have, into the flat buffers of a new block.</summary>
    internal static ParameterBlock Adopt(ParameterGroup group, IReadOnlyList<NamedParameter> parameters)
    {
        var slices = new List<ParameterSlice>(parameters.Count);
        long length = 0;
        foreach (var (name, parameter) in parameters)
        {
            var size = parameter.numel();
            slices.Add(new(name, parameter.shape, length, size));
            length += size;
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var block = new ParameterBlock(group, slices, length, parameters[0].Parameter.device);
        for (var i = 0; i < parameters.Count; i++)
        {
            block.MoveIn(slices[i], parameters[i].Parameter);
        }

        return block;
    }

    /// <summary>The part of a flat buffer that belongs to a parameter, in its shape. The caller's scope owns it.</summary>
    public static Tensor View(Tensor flat, ParameterSlice slice) => flat.narrow(0, slice.Offset, slice.Length).view([.. slice.Shape]);

    internal Tensor StartAverage() => Average ??= Weights.clone().DetachFromDisposeScope();

    public void Dispose()
    {
        Weights.Dispose();
        Gradients.Dispose();
        FirstMoment.Dispose();
        SecondMoment.Dispose();
        Scratch.Dispose();
        Average?.Dispose();
    }

    private void MoveIn(ParameterSlice slice, Tensor parameter)
    {
        var weight = View(Weights, slice);
        weight.copy_(parameter);
        var gradient = View(Gradients, slice);
        if (parameter.grad is { } existing)
        {
            gradient.copy_(existing);
        }

        parameter.set_(weight);
        parameter.grad = gradient;
    }

    private static Tensor Zeros(long length, Device device) => zeros(length, ScalarType.Float32, device).DetachFromDisposeScope();
}
