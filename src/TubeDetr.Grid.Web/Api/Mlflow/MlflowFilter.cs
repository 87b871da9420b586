using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>MLflow's filter: comparisons joined by AND, such as <c>metrics.viou &gt; 0.3 AND params.lr = '0.0003' AND tags.note LIKE '%good%'</c>.</summary>
internal sealed partial record MlflowFilter(ImmutableArray<MlflowFilter.Comparison> Comparisons)
{
    /// <summary>One comparison; the number where the value is one.</summary>
    internal sealed record Comparison(MlflowKey Key, string Operator, string Text, double? Number);

    /// <exception cref="MlflowException">A part is not understood.</exception>
    public static MlflowFilter Read(string? text)
    {
        var comparisons = ImmutableArray.CreateBuilder<Comparison>();
        var rest = (text ?? "").Trim();
        while (rest.Length > 0)
        {
            var match = Part().Match(rest);
            if (!match.Success || MlflowKey.Read(match.Groups["key"].Value) is not { } key)
            {
                throw MlflowException.Invalid($"The filter is not understood from here on: {rest} Write comparisons joined by AND, such as metrics.viou > 0.3 AND params.lr = '0.0003'.");
            }

            var value = match.Groups["value"].Value;
            var quoted = value[0] is '\'' or '"';
            comparisons.Add(new Comparison(
                key,
                match.Groups["operator"].Value.ToUpperInvariant(),
                quoted ? value[1..^1] : value,
                quoted ? null : double.Parse(value, CultureInfo.InvariantCulture)));
            rest = rest[match.Length..];
        }

        return new MlflowFilter(comparisons.ToImmutable());
    }

    /// <param name="field">The value of a field by kind and name: text, a number, or null where there is none, which matches nothing.</param>
    public bool Matches(Func<string, string, object?> field) => Comparisons.All(comparison => field(comparison.Key.Kind, comparison.Key.Name) switch
    {
        null => false,
        double number => comparison.Number is { } wanted && Compare(number.CompareTo(wanted), comparison.Operator),
        var text => Compare(text.ToString()!, comparison),
    });

    private static bool Compare(string text, Comparison comparison) => comparison.Operator switch
    {
        "LIKE" => Like(text, comparison.Text, RegexOptions.None),
        "ILIKE" => Like(text, comparison.Text, RegexOptions.IgnoreCase),
        var sign => Compare(string.CompareOrdinal(text, comparison.Text), sign),
    };

    private static bool Compare(int order, string sign) => sign switch
    {
        "=" or "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => false,
    };

    private static bool Like(string text, string pattern, RegexOptions options) => Regex.IsMatch(
        text, $"^{Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$", options | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    [GeneratedRegex("""^(?<key>([A-Za-z]+\.)?(`[^`]+`|"[^"]+"|[\w@./-]+))\s*(?<operator>==|!=|<=|>=|=|<|>|\bI?LIKE\b)\s*(?<value>'[^']*'|"[^"]*"|[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)\s*(\bAND\s+|$)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}
