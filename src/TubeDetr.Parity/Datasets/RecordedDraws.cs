using System.Text.Json;
using TubeDetr.Data.Randomness;

namespace TubeDetr.Parity.Datasets;

/// <summary>Hands out the draws of the original in their order; each that ours asks for must be of the recorded kind and range.</summary>
internal sealed class RecordedDraws(JsonElement draws, string where, Comparison comparison) : IRandomSource
{
    private int next;

    public double NextDouble() => Next("random.random").GetProperty("value").GetDouble();

    public int Choose(int count)
    {
        var draw = Next("random.choice");
        comparison.Same("draws", $"{where} draw {next}", draw.GetProperty("n").GetInt32(), count);
        return draw.GetProperty("index").GetInt32();
    }

    public int Between(int low, int high)
    {
        var draw = Next("random.randint");
        comparison.Same("draws", $"{where} draw {next}", (draw.GetProperty("low").GetInt32(), draw.GetProperty("high_inclusive").GetInt32()), (low, high));
        return draw.GetProperty("value").GetInt32();
    }

    public int Below(int end)
    {
        var draw = Next("torch.randint");
        comparison.Same("draws", $"{where} draw {next}", (draw.GetProperty("low").GetInt32(), draw.GetProperty("high_exclusive").GetInt32()), (0, end));
        return draw.GetProperty("value").GetInt32();
    }

    /// <summary>Fails where the original drew more.</summary>
    public void RequireAllTaken() => comparison.Same("draws", $"number of draws of {where}", draws.GetArrayLength(), next);

    private JsonElement Next(string function)
    {
        if (next == draws.GetArrayLength())
        {
            throw new InvalidDataException($"{where}: after the original's {next} draws ours asks for one more, {function}.");
        }

        var draw = draws[next++];
        var recorded = draw.GetProperty("fn").GetString();
        return string.Equals(recorded, function, StringComparison.Ordinal)
            ? draw
            : throw new InvalidDataException($"{where}: draw {next} is {recorded} in the original, {function} in ours.");
    }
}
