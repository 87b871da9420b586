using System.Buffers;
using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Rows.Filters;

/// <summary>The fields that a filter over certain experiments may name.</summary>
public sealed class FilterVocabulary
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create(" ()[],=<>!~\"'");
    private static readonly ImmutableArray<string> Links = ["and", "or", "not", "in"];

    private FilterVocabulary(IEnumerable<string> parameters, IEnumerable<string> metrics)
    {
        Parameters = [.. parameters.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Metrics = [.. metrics.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Fields = [.. Metrics.Select(name => FilterField.Metrics + name), .. Parameters.Select(name => FilterField.Parameters + name), .. FilterField.Names];
    }

    public ImmutableArray<string> Parameters { get; }

    public ImmutableArray<string> Metrics { get; }

    /// <summary>Every field by its full name.</summary>
    public ImmutableArray<string> Fields { get; }

    public static FilterVocabulary Of(IReadOnlyCollection<ExperimentSnapshot> experiments) => new(
        experiments.SelectMany(e => e.HyperParameters.Values.Keys),
        experiments.SelectMany(e => e.LastMetrics.Keys.Append(e.Objective.Metric)));

    public bool Knows(string field) =>
        Fields.Contains(field, StringComparer.Ordinal) || Parameters.Contains(field, StringComparer.Ordinal);

    /// <summary>Full names and links that a word at the end of a filter may become, those that begin with it first; none for an empty word.</summary>
    public ImmutableArray<string> Complete(string text)
    {
        var word = text[LastBreak(text)..];
        return word.Length == 0 ? [] :
        [
            .. Fields.Concat(Links)
                .Where(name => name.Contains(word, StringComparison.OrdinalIgnoreCase) && !name.Equals(word, StringComparison.Ordinal))
                .OrderBy(name => !name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Take(8)
                .Select(name => text[..^word.Length] + name),
        ];
    }

    private static int LastBreak(string text) => text.AsSpan().LastIndexOfAny(Breaks) + 1;
}
