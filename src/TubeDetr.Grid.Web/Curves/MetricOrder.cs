using System.Collections.Immutable;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>The order of panels: what people look for first, then the rest by name.</summary>
public static class MetricOrder
{
    private static readonly ImmutableArray<string> First = ["loss", "viou", "tiou", "viou@0.3", "viou@0.5", "lr"];

    /// <summary>What is shown without asking: the familiar ones, and the objective.</summary>
    public static bool IsFamiliar(string metric, string objective) =>
        First.Contains(metric, StringComparer.Ordinal) || string.Equals(metric, objective, StringComparison.Ordinal);

    public static ImmutableArray<string> Of(IEnumerable<string> metrics) =>
        [.. metrics.Select(name => (Name: name, Place: First.IndexOf(name)))
            .OrderBy(m => m.Place < 0 ? First.Length : m.Place)
            .ThenBy(m => m.Name, StringComparer.Ordinal)
            .Select(m => m.Name)];
}
