using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Training.Optimization;

/// <summary>Gradient descent with momentum 0.9 and coupled weight decay, as PyTorch's.</summary>
public sealed class Sgd(double weightDecay) : IOptimizer
{
    private readonly Scalar momentum = 0.9;
    private readonly Scalar decay = weightDecay;

    public void Step(IReadOnlyList<ParameterBlock> blocks, LearningRates rates)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var block in blocks)
        {
            using Scalar step = -rates.Of(block.Group);
            block.Steps++;
            var decayed = block.Scratch.copy_(block.Gradients).add_(block.Weights, decay);
            block.FirstMoment.mul_(momentum).add_(decayed);
            block.Weights.add_(block.FirstMoment, step);
        }
    }

    public void Dispose()
    {
        momentum.Dispose();
        decay.Dispose();
    }
}
