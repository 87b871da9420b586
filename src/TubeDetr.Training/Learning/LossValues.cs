using TubeDetr.Model.Losses;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Learning;

/// <summary>The parts of a loss as numbers.</summary>
internal sealed record LossValues(double Total, IReadOnlyDictionary<string, double> Unscaled, IReadOnlyDictionary<string, double> Scaled)
{
    public bool IsFinite => double.IsFinite(Total);

    /// <summary>Reads all parts in one transfer from the device.</summary>
    public static LossValues Of(LossTerms terms)
    {
        var values = terms.Values.detach().cpu().data<float>().ToArray();
        var unscaled = new Dictionary<string, double>(values.Length, StringComparer.Ordinal);
        var scaled = new Dictionary<string, double>(values.Length, StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            unscaled.Add(terms.Names[i], values[i]);
            scaled.Add(terms.Names[i], values[i] * terms.Weights[i]);
        }

        return new(terms.Total.item<float>(), unscaled, scaled);
    }

    /// <summary>Averaged over ranks (<c>reduce_dict</c> of the original).</summary>
    public LossValues Shared(IRankGroup ranks)
    {
        if (ranks.WorldSize == 1)
        {
            return this;
        }

        var numbers = Scaled.Values.Concat(Unscaled.Values).Append(Total).Select(value => (float)value).ToArray();
        ranks.Mean(numbers);
        return new(numbers[^1], Renewed(Unscaled, numbers.AsSpan(Scaled.Count)), Renewed(Scaled, numbers));
    }

    /// <summary>Under the original's names: <c>loss</c>, weighted by name, and not weighted with <c>_unscaled</c>.</summary>
    public IEnumerable<KeyValuePair<string, double>> Named() =>
    [
        KeyValuePair.Create("loss", Total),
        .. Scaled,
        .. Unscaled.Select(part => KeyValuePair.Create(part.Key + "_unscaled", part.Value)),
    ];

    private static Dictionary<string, double> Renewed(IReadOnlyDictionary<string, double> parts, ReadOnlySpan<float> numbers)
    {
        var renewed = new Dictionary<string, double>(parts.Count, StringComparer.Ordinal);
        foreach (var name in parts.Keys)
        {
            renewed.Add(name, numbers[renewed.Count]);
        }

        return renewed;
    }
}
