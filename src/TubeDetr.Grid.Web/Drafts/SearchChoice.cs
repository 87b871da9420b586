using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Web.Drafts;

/// <summary>What a sweep does with one hyper-parameter.</summary>
public enum SearchKind
{
    /// <summary>Nothing: it has its default.</summary>
    Default,
    Value,
    Values,
    Range,
    SameAs,

    /// <summary>Something that the form does not know; the YAML has it.</summary>
    Written,
}

/// <summary>A hyper-parameter's entry of a sweep as a form shows it, every value as people write it.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Text">The value, the values with commas between them, or the name that it follows.</param>
/// <param name="Minimum">Of a range.</param>
/// <param name="Maximum">Of a range.</param>
/// <param name="Distribution">Of a range; empty: uniform.</param>
/// <param name="Quantum">Of a range; empty: none.</param>
public sealed partial record SearchChoice(SearchKind Kind, string Text = "", string Minimum = "", string Maximum = "", string Distribution = "", string Quantum = "")
{
    public static SearchChoice Default { get; } = new(SearchKind.Default);

    private static readonly ImmutableHashSet<string> RangeKeys = ["min", "max", "distribution", "q"];

    public static SearchChoice Of(YamlNode node)
    {
        if (node is not YamlMappingNode map || map.Children.Any(child => child.Key is not YamlScalarNode))
        {
            return new(SearchKind.Written);
        }

        var keys = map.Children.ToDictionary(child => ((YamlScalarNode)child.Key).Value ?? "", child => child.Value, StringComparer.Ordinal);
        string Scalar(string key) => keys.TryGetValue(key, out var value) ? (value as YamlScalarNode)?.Value ?? "" : "";
        return keys switch
        {
            { Count: 1 } when keys.TryGetValue("value", out var value) && value is YamlScalarNode => new(SearchKind.Value, Scalar("value")),
            { Count: 1 } when keys.TryGetValue("same_as", out var other) && other is YamlScalarNode => new(SearchKind.SameAs, Scalar("same_as")),
            { Count: 1 } when keys.TryGetValue("values", out var values) && Words(values) is { } words => new(SearchKind.Values, words),
            _ when keys.Keys.All(RangeKeys.Contains) => new(SearchKind.Range, "", Scalar("min"), Scalar("max"), Scalar("distribution"), Scalar("q")),
            _ => new(SearchKind.Written),
        };
    }

    /// <summary>The entry's value in YAML, on one line.</summary>
    public string ToYaml() => Kind switch
    {
        SearchKind.Value => $"{{ value: {Quote(Text.Trim())} }}",
        SearchKind.Values => $"{{ values: [{string.Join(", ", Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Quote))}] }}",
        SearchKind.SameAs => $"{{ same_as: {Quote(Text.Trim())} }}",
        SearchKind.Range => "{ " + string.Join(", ", Parts()) + " }",
        _ => throw new InvalidOperationException($"{Kind} has no YAML of its own"),
    };

    /// <summary>A scalar that YAML reads as it stands; in quotes where it would be read as something else.</summary>
    public static string Quote(string text) => Plain().IsMatch(text) ? text : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private IEnumerable<string> Parts()
    {
        if (Distribution.Length > 0)
        {
            yield return $"distribution: {Quote(Distribution)}";
        }

        yield return $"min: {Quote(Minimum.Trim())}";
        yield return $"max: {Quote(Maximum.Trim())}";
        if (Quantum.Trim().Length > 0)
        {
            yield return $"q: {Quote(Quantum.Trim())}";
        }
    }

    private static string? Words(YamlNode node) =>
        node is YamlSequenceNode list && list.Children.All(item => item is YamlScalarNode { Value: { } text } && !text.Contains(',', StringComparison.Ordinal))
            ? string.Join(", ", list.Children.Select(item => ((YamlScalarNode)item).Value))
            : null;

    [GeneratedRegex(@"^[\w.+/-][\w.+/ -]*(?<! )$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
