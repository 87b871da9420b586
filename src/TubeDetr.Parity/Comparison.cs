using System.Globalization;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Parity;

/// <summary>Collects what a check compares: per quantity the largest deviation in proportion to its tolerance.</summary>
public sealed class Comparison
{
    private readonly Dictionary<string, Deviation> deviations = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Deviation> Deviations => deviations.Values;

    /// <summary>|actual − expected| ≤ tolerance, or ≤ tolerance · max|expected| where <paramref name="ofMax"/>. Shapes must be equal.</summary>
    public void Near(string quantity, string where, Tensor expected, Tensor actual, double tolerance, bool ofMax = false)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        if (!expected.shape.AsSpan().SequenceEqual(actual.shape))
        {
            Add(quantity, $"{where} is [{string.Join(", ", actual.shape)}], not [{string.Join(", ", expected.shape)}]", double.PositiveInfinity, tolerance, 1);
            return;
        }

        if (expected.numel() > 0)
        {
            var (wanted, found) = (expected.to(ScalarType.Float64), actual.detach().cpu().to(ScalarType.Float64));
            var largest = (wanted - found).abs().max().item<double>();
            var unit = ofMax ? wanted.abs().max().item<double>() : 1;
            Add(quantity, where, largest == 0 ? 0 : largest / unit, tolerance, expected.numel());
        }
    }

    public void Near(string quantity, string where, double expected, double actual, double tolerance) =>
        Add(quantity, where, expected.Equals(actual) ? 0 : Math.Abs(expected - actual), tolerance, 1);

    /// <summary>|actual − expected| ≤ tolerance · |expected|.</summary>
    public void NearRelative(string quantity, string where, double expected, double actual, double tolerance) =>
        Add(quantity, where, expected.Equals(actual) ? 0 : Math.Abs(expected - actual) / Math.Abs(expected), tolerance, 1);

    /// <summary>Equal in shape and in every value; the deviation is the number of differing values.</summary>
    public void Same(string quantity, string where, Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        var comparable = expected.shape.AsSpan().SequenceEqual(actual.shape) && expected.dtype == actual.dtype;
        var different = comparable ? expected.ne(actual.cpu()).sum().item<long>() : double.PositiveInfinity;
        Add(quantity, comparable ? where : $"{where} is {actual.dtype} [{string.Join(", ", actual.shape)}], not {expected.dtype} [{string.Join(", ", expected.shape)}]", different, 0, expected.numel());
    }

    /// <summary>Equal.</summary>
    public void Same<T>(string quantity, string where, T expected, T actual)
    {
        var equal = EqualityComparer<T>.Default.Equals(expected, actual);
        Add(quantity, equal ? where : $"{where} is {Text(actual)}, not {Text(expected)}", equal ? 0 : 1, 0, 1);
    }

    /// <summary>Equal in length and in every element.</summary>
    public void SameList<T>(string quantity, string where, IReadOnlyList<T> expected, IReadOnlyList<T> actual)
    {
        Same(quantity, $"length of {where}", expected.Count, actual.Count);
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            Same(quantity, string.Create(CultureInfo.InvariantCulture, $"{where}[{i}]"), expected[i], actual[i]);
        }
    }

    /// <summary>Equal as JSON values: order of keys does not matter, 1 equals 1.0.</summary>
    public void SameJson(string quantity, string where, JsonElement expected, JsonElement actual)
    {
        var equal = JsonElement.DeepEquals(expected, actual);
        Add(quantity, equal ? where : $"{where} is {Text(actual)}, not {Text(expected)}", equal ? 0 : 1, 0, 1);
    }

    /// <summary>States that something holds.</summary>
    public void Holds(string quantity, string where, bool holds) => Add(quantity, where, holds ? 0 : 1, 0, 1);

    private void Add(string quantity, string where, double largest, double tolerance, long count)
    {
        var found = new Deviation(quantity, double.IsNaN(largest) ? double.PositiveInfinity : largest, tolerance, where, count);
        deviations[quantity] = deviations.TryGetValue(quantity, out var known) ? Worse(known, found) with { Count = known.Count + count } : found;
    }

    private static Deviation Worse(Deviation one, Deviation other) => Excess(other) > Excess(one) ? other : one;

    private static double Excess(Deviation d) => d.Largest == 0 ? 0 : d.Tolerance == 0 ? double.PositiveInfinity : d.Largest / d.Tolerance;

    private static string Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { } text
        ? text.Length <= 200 ? text : text[..200] + "…"
        : "nothing";
}
