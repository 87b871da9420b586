using System.Globalization;
using System.Text.Json;
using TorchSharp;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Parity.Training;

/// <summary>
/// Compares weights, or their moving average, with fingerprints. Where the true gradient is zero Adam amplifies rounding: such values may be off by the rate in each step
/// (the golden README, section 3).
/// </summary>
internal sealed class StateComparison(TrainingOptions options, Comparison comparison)
{
    private readonly double value = options.Optimizer is "sgd" ? 1e-6 : 1e-5;

    public void Compare(string quantity, JsonElement expected, IEnumerable<NamedParameter> found, int step)
    {
        var named = found.ToDictionary(entry => entry.Name, entry => entry.Parameter, StringComparer.Ordinal);
        comparison.Same(quantity, string.Create(CultureInfo.InvariantCulture, $"count after step {step}"), expected.EnumerateObject().Count(), named.Count);
        foreach (var entry in expected.EnumerateObject())
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"step {step}, {entry.Name}");
            comparison.Holds(quantity, $"{where} is there", named.ContainsKey(entry.Name));
            if (named.TryGetValue(entry.Name, out var tensor))
            {
                Compare(quantity, where, entry.Name, Fingerprint.Of(entry.Value), tensor, step);
            }
        }
    }

    private void Compare(string quantity, string where, string name, Fingerprint expected, torch.Tensor tensor, int step)
    {
        var found = Fingerprint.Of(tensor);
        var count = tensor.numel();
        if (!tensor.is_floating_point())
        {
            comparison.SameList($"{quantity}, whole numbers", where, [expected.Sum, expected.Squares, .. expected.First], [found.Sum, found.Squares, .. found.First]);
            return;
        }

        var drift = options.Optimizer is "sgd" ? value : 2 * Rate(name) * (step + 1);
        var adrift = Adrift(name, count);
        var noisy = adrift == count;
        comparison.SameList(quantity, $"{where}, count of values", [expected.First.Length], [found.First.Length]);
        for (var i = 0; i < Math.Min(expected.First.Length, found.First.Length); i++)
        {
            comparison.Near(noisy ? $"{quantity}, without gradient" : quantity, where, expected.First[i], found.First[i], noisy ? Math.Max(value, drift) : value);
        }

        // n values that are each off by at most d, at random: their sum is off by d · sqrt(n), and no more than d · n where all are off in the same direction.
        var sum = (4 * value * Math.Sqrt(count)) + (drift * adrift) + (1e-7 * Math.Abs(expected.Sum));
        comparison.Near($"{quantity}, sums", where, expected.Sum, found.Sum, sum);
        var norm = Math.Sqrt(expected.Squares);
        comparison.Near($"{quantity}, norms", where, norm, Math.Sqrt(found.Squares), (4 * value) + (drift * Math.Sqrt(adrift)) + (1e-6 * norm));
    }

    /// <summary>How many of a parameter's numbers have a gradient whose true value is zero.</summary>
    private static long Adrift(string name, long count) =>
        name is "sted_embed.layers.1.bias" || name.EndsWith("attention.self.key.bias", StringComparison.Ordinal) ? count
        : name.EndsWith("in_proj_bias", StringComparison.Ordinal) ? count / 3
        : 0;

    private double Rate(string name) => new NamedParameter(name, null!).Group switch
    {
        ParameterGroup.Main => options.Lr,
        ParameterGroup.Backbone => options.LrBackbone,
        _ => options.TextEncoderLr,
    };
}
