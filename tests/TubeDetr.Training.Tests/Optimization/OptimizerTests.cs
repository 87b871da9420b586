using TorchSharp;
using TubeDetr.Training.Optimization;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace TubeDetr.Training.Tests.Optimization;

public sealed class OptimizerTests : IDisposable
{
    private static readonly double[] Gradients = [0.5, -0.25, 0.125, 3];

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void AdamW_SomeSteps_FollowsThePaper()
    {
        var (weight, m, v) = (2.0, 0.0, 0.0);
        for (var t = 1; t <= Gradients.Length; t++)
        {
            var g = Gradients[t - 1];
            (m, v) = ((0.9 * m) + (0.1 * g), (0.999 * v) + (0.001 * g * g));
            weight -= 0.01 * 0.1 * weight;
            weight -= 0.01 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
        }

        using var optimizer = new AdamW(0.1);
        Assert.Equal(weight, Train(optimizer), 1e-6);
    }

    [Fact]
    public void Sgd_SomeSteps_HasMomentum()
    {
        var (weight, momentum) = (2.0, 0.0);
        foreach (var g in Gradients)
        {
            momentum = (0.9 * momentum) + g + (0.1 * weight);
            weight -= 0.01 * momentum;
        }

        using var optimizer = new Sgd(0.1);
        Assert.Equal(weight, Train(optimizer), 1e-6);
    }

    private static double Train<T>(T optimizer)
        where T : IOptimizer
    {
        var parameter = new Parameter(full(1, 2f));
        using var arena = new ParameterArena([new("a", parameter)]);
        foreach (var gradient in Gradients)
        {
            arena.ZeroGradients();
            (parameter * gradient).sum().backward();
            arena.Join();
            optimizer.Step(arena.Blocks, new(0.01, 1, 1));
        }

        return parameter.item<float>();
    }
}
