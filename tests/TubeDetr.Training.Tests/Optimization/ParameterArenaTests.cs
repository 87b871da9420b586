using TorchSharp;
using TubeDetr.Training.Optimization;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace TubeDetr.Training.Tests.Optimization;

public sealed class ParameterArenaTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Join_AfterBackward_TakesOnlyWhatHasAGradient()
    {
        var (used, unused) = (Some(2, 3), Some(4));
        using var arena = new ParameterArena([new("a", used), new("text_encoder.pooler", unused)]);
        (used * 3).sum().backward();

        var block = Assert.Single(arena.Join());

        Assert.Equal("a", Assert.Single(block.Slices).Name);
        Assert.Equal(3f, block.Gradients.min().item<float>());
        Assert.Null(unused.grad);
    }

    [Fact]
    public void Weights_AfterJoining_AreTheModelsOwn()
    {
        var parameter = Some(2, 3);
        using var arena = new ParameterArena([new("a", parameter)]);
        parameter.sum().backward();
        arena.Join();

        using (no_grad())
        {
            arena.Blocks[0].Weights.fill_(5);
        }

        Assert.Equal(30f, parameter.sum().item<float>());
        Assert.True(parameter.requires_grad);
        (parameter * parameter).sum().backward();
        Assert.Equal(11f, arena.Blocks[0].Gradients.max().item<float>());
        arena.ZeroGradients();
        Assert.Equal(0f, parameter.grad!.abs().sum().item<float>());
    }

    [Fact]
    public void Join_Later_MakesABlockWithItsOwnSteps()
    {
        var (first, late) = (Some(2), Some(3));
        using var arena = new ParameterArena([new("first", first), new("late", late)]);
        using var optimizer = new AdamW(0);
        first.sum().backward();
        arena.Join();
        optimizer.Step(arena.Blocks, new(1e-3, 1e-3, 1e-3));

        (first.sum() + late.sum()).backward();
        arena.Join();
        optimizer.Step(arena.Blocks, new(1e-3, 1e-3, 1e-3));

        Assert.Equal([2L, 1L], arena.Blocks.Select(block => block.Steps));
    }

    [Fact]
    public void ClipGradients_AboveTheGreatest_ScalesAllTogether()
    {
        var (a, b) = (Some(1), Some(1));
        using var arena = new ParameterArena([new("a", a), new("backbone.b", b)]);
        ((a * 3) + (b * 4)).sum().backward();
        arena.Join();

        Assert.Equal(5f, arena.ClipGradients(0.5), 1e-6f);

        Assert.Equal(0.3f, a.grad!.item<float>(), 1e-6f);
        Assert.Equal(0.4f, b.grad!.item<float>(), 1e-6f);
        Assert.Equal(0.5f, arena.ClipGradients(0), 1e-6f);
        Assert.Equal(0.3f, a.grad!.item<float>(), 1e-6f);
    }

    private static Parameter Some(params long[] shape) => new(ones(shape));
}
