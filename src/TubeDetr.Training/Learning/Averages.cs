using System.Text.Json;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Training.Learning;

/// <summary>Running averages by name; can be written into a checkpoint and read back exactly.</summary>
internal sealed class Averages
{
    private readonly SortedDictionary<string, double> sums = new(StringComparer.Ordinal);
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

    public IReadOnlyDictionary<string, double> Values() => sums.ToDictionary(pair => pair.Key, pair => pair.Value / count, StringComparer.Ordinal);

    public void Clear()
    {
        sums.Clear();
        count = 0;
    }

    public string ToJson() => JsonSerializer.Serialize(new Written(count, sums));

    public void ReadJson(string json)
    {
        var written = JsonSerializer.Deserialize<Written>(json)!;
        Clear();
        count = written.Count;
        foreach (var (name, sum) in written.Sums)
        {
            sums.Add(name, sum);
        }
    }

    private sealed record Written(int Count, IReadOnlyDictionary<string, double> Sums);
}
