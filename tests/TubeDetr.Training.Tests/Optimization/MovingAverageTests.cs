using TorchSharp;
using TubeDetr.Training.Optimization;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace TubeDetr.Training.Tests.Optimization;

public sealed class MovingAverageTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Parameter weight = new(ones(3));
    private readonly Tensor buffer = full(2, 7f);
    private readonly Tensor ids = arange(5, ScalarType.Int64);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Update_Weights_AreAveragedAndBufferStays()
    {
        using var arena = Joined();
        using var average = Average(arena, 0.75);
        Fill(arena, 5);

        average.Update();

        Assert.Equal(2f, arena.Blocks[0].Average!.mean().item<float>());
        Assert.Equal(7f, average.Constants.Single(named => named.Name is "buffer").Parameter.mean().item<float>());
    }

    [Fact]
    public void Update_WholeNumbers_AreTruncatedAsByTheOriginal()
    {
        using var arena = Joined();
        using var average = Average(arena, 0.9);
        average.Update();

        // 3·0.9 + 0.1f·3 is 2.9999998 or 3.0 in single precision, depending on the number; the original truncates it.
        var expected = ids.mul(0.9).add_(ids.mul(1 - 0.9)).to(ScalarType.Int64).data<long>().ToArray();
        Assert.Equal(expected, average.Constants.Single(named => named.Name is "ids").Parameter.data<long>().ToArray());
        Assert.NotEqual(ids.data<long>().ToArray(), expected);
    }

    [Fact]
    public void Borrow_Disposed_PutsEveryBitBack()
    {
        using var arena = Joined();
        using var average = Average(arena, 0.5);
        Fill(arena, 1 / 3f);
        average.Update();
        var before = weight.data<float>().ToArray();

        using (average.Borrow())
        {
            Assert.Equal(2 / 3f, weight.mean().item<float>(), 1e-6f);
        }

        Assert.Equal(before, weight.data<float>().ToArray());
    }

    [Fact]
    public void Follow_BlockThatJoinsLater_KeepsTheAverageSoFar()
    {
        using var arena = new ParameterArena([new("weight", weight)]);
        using var average = Average(arena, 0.5);
        average.Update();
        weight.sum().backward();
        foreach (var block in arena.Join())
        {
            average.Follow(block);
        }

        Fill(arena, 3);
        average.Update();

        Assert.Equal(2f, arena.Blocks[0].Average!.mean().item<float>());
        Assert.DoesNotContain(average.Constants, named => named.Name is "weight");
    }

    private static void Fill(ParameterArena arena, float value)
    {
        using var noGradient = no_grad();
        arena.Blocks[0].Weights.fill_(value);
    }

    private ParameterArena Joined()
    {
        var arena = new ParameterArena([new("weight", weight)]);
        weight.sum().backward();
        arena.Join();
        return arena;
    }

    private MovingAverage Average(ParameterArena arena, double decay) => new(arena, [new("weight", weight), new("buffer", buffer), new("ids", ids)], decay);
}
