using System.Text.Json;
using TubeDetr.Data.Randomness;

namespace TubeDetr.Data.Tests.Golden;

/// <summary>Hands out recorded draws in order; a draw of another kind or range than recorded fails the test.</summary>
public sealed class ReplayedDraws(JsonElement draws) : IRandomSource
{
    private int _next;

    public int Left => draws.GetArrayLength() - _next;

    public double NextDouble() => Next("random.random").GetProperty("value").GetDouble();

    public int Choose(int count)
    {
        var draw = Next("random.choice");
        Assert.Equal(draw.GetProperty("n").GetInt32(), count);
        return draw.GetProperty("index").GetInt32();
    }

    public int Between(int low, int high)
    {
        var draw = Next("random.randint");
        Assert.Equal((draw.GetProperty("low").GetInt32(), draw.GetProperty("high_inclusive").GetInt32()), (low, high));
        return draw.GetProperty("value").GetInt32();
    }

    public int Below(int end)
    {
        var draw = Next("torch.randint");
        Assert.Equal((draw.GetProperty("low").GetInt32(), draw.GetProperty("high_exclusive").GetInt32()), (0, end));
        return draw.GetProperty("value").GetInt32();
    }

    private JsonElement Next(string function)
    {
        Assert.True(Left > 0, $"a draw too many: {function}");
        var draw = draws[_next++];
        Assert.Equal(draw.GetProperty("fn").GetString(), function);
        return draw;
    }
}
