using System.Text.Json;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Training.Learning;

/// <summary>Running averages, and totals, by name; can be written into a checkpoint and read back exactly.</summary>
internal sealed class Averages
{
    private readonly SortedDictionary<string, double> sums = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> totals = new(StringComparer.Ordinal);
    private int count;

    /// <summary>What the original averages: losses, and the rates set after a step.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Of(LossValues losses, LearningRates after) =>
    [
        .. losses.Named(),
        new("lr", after.Main),
        new("lr_backbone", after.Backbone),
        new("lr_text_encoder", after.TextEncoder),
    ];

    public void Add(IEnumerable<KeyValuePair<string, double>> values)
    {
        count++;
        foreach (var (name, value) in values)
        {
            sums[name] = sums.GetValueOrDefault(name) + value;
        }
    }

    /// <summary>Adds to a number that is not divided by that of the steps.</summary>
    public void AddTotal(string name, double value) => totals[name] = totals.GetValueOrDefault(name) + value;

    public IReadOnlyDictionary<string, double> Values() =>
        sums.Select(pair => new KeyValuePair<string, double>(pair.Key, pair.Value / count)).Concat(totals).ToDictionary(StringComparer.Ordinal);

    public void Clear()
    {
        sums.Clear();
        totals.Clear();
        count = 0;
    }

    public string ToJson() => JsonSerializer.Serialize(new Written(count, sums, totals));

    /// <summary>Adds what another rank averaged.</summary>
    public void Merge(string json)
    {
        var written = JsonSerializer.Deserialize<Written>(json)!;
        count += written.Count;
        foreach (var (name, sum) in written.Sums)
        {
            sums[name] = sums.GetValueOrDefault(name) + sum;
        }
    }

    public void ReadJson(string json)
    {
        Clear();
        Merge(json);
    }

    private sealed record Written(int Count, IReadOnlyDictionary<string, double> Sums, IReadOnlyDictionary<string, double>? Totals = null);
}
