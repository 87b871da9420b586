using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>
/// The quick filter: words that all have to match. <c>lr=0.0003</c> asks for a hyper-parameter's value, <c>lr&lt;1e-3</c> and
/// <c>lr&gt;1e-4</c> compare, any other word is looked for in the name, the state, the slot and the hyper-parameters.
/// </summary>
public static class RowFilter
{
    public static bool Matches(ExperimentSnapshot experiment, string filter) =>
        filter.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(word => MatchesWord(experiment, word));

    private static bool MatchesWord(ExperimentSnapshot experiment, string word)
    {
        var at = word.IndexOfAny(['=', '<', '>']);
        if (at > 0 && experiment.HyperParameters.Values.TryGetValue(word[..at], out var value))
        {
            var asked = word[(at + 1)..];
            var number = double.TryParse(asked, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var parsed);
            return word[at] switch
            {
                '<' => number && value.Number < parsed,
                '>' => number && value.Number > parsed,
                _ => (number && value.Number == parsed) || value.Text.Equals(asked, StringComparison.OrdinalIgnoreCase),
            };
        }

        return Texts(experiment).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Texts(ExperimentSnapshot experiment) =>
        experiment.HyperParameters.Values.Select(p => $"{p.Key}={p.Value.Text}")
            .Append(experiment.Id.Value)
            .Append(SweepWords.ShortName(experiment.Id))
            .Append(StateLook.Of(experiment.State).Word)
            .Append(experiment.Slot ?? "");
}
