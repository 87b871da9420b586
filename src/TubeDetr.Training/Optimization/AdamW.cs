using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Training.Optimization;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019; betas 0.9 and 0.999, epsilon 1e-8), operation by operation in the order of PyTorch 2.6, so that rounding agrees.
/// </summary>
public sealed class AdamW(double weightDecay) : IOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private readonly Scalar beta2 = Beta2;
    private readonly Scalar oneMinusBeta2 = 1 - Beta2;
    private readonly Scalar epsilon = 1e-8;
    private readonly Dictionary<(DeviceType, int), Tensor> firstWeights = [];

    public void Step(IReadOnlyList<ParameterBlock> blocks, LearningRates rates)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var block in blocks)
        {
            Step(block, rates.Of(block.Group));
        }
    }

    public void Dispose()
    {
        beta2.Dispose();
        oneMinusBeta2.Dispose();
        epsilon.Dispose();
        foreach (var weight in firstWeights.Values)
        {
            weight.Dispose();
        }
    }

    private void Step(ParameterBlock block, double rate)
    {
        block.Steps++;
        var correction1 = 1 - Math.Pow(Beta1, block.Steps);
        var correction2 = 1 - Math.Pow(Beta2, block.Steps);
        using Scalar decay = 1 - (rate * weightDecay);
        using Scalar step = -(rate / correction1);
        using Scalar root = Math.Sqrt(correction2);

        block.Weights.mul_(decay);
        block.FirstMoment.lerp_(block.Gradients, FirstWeight(block.Weights.device));
        block.SecondMoment.mul_(beta2).addcmul_(block.Gradients, block.Gradients, oneMinusBeta2);
        var denominator = block.Scratch.copy_(block.SecondMoment).sqrt_().div_(root).add_(epsilon);
        block.Weights.addcdiv_(block.FirstMoment, denominator, step);
    }

    // lerp_ takes its weight as a tensor here.
    private Tensor FirstWeight(Device device)
    {
        var key = (device.type, device.index);
        if (!firstWeights.TryGetValue(key, out var weight))
        {
            weight = tensor((float)(1 - Beta1), device: device).DetachFromDisposeScope();
            firstWeights.Add(key, weight);
        }

        return weight;
    }
}
