using TubeDetr.Model.Losses;

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

    /// <summary>Under the original's names: <c>loss</c>, weighted by name, and not weighted with <c>_unscaled</c>.</summary>
    public IEnumerable<KeyValuePair<string, double>> Named() =>
    [
        KeyValuePair.Create("loss", Total),
        .. Scaled,
        .. Unscaled.Select(part => KeyValuePair.Create(part.Key + "_unscaled", part.Value)),
    ];
}
