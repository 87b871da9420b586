using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Rows.Filters;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>What a person has narrowed on one axis of the parallel coordinates, in the field's own numbers and words, so that it outlives other experiments.</summary>
/// <param name="Field">As in filters: <c>params.lr</c>, <c>best</c>.</param>
/// <param name="Ranges">Of numbers, ends included.</param>
/// <param name="Words">Categories.</param>
public sealed record AxisFilter(string Field, ImmutableArray<(double Low, double High)> Ranges, ImmutableArray<string> Words)
{
    private const double Slack = 1e-6;

    /// <summary>Nothing is narrowed any more.</summary>
    public bool IsEmpty => Ranges.IsEmpty && Words.IsEmpty;

    /// <summary>For people: <c>lr 0.0001–0.0003</c>.</summary>
    public string Text => $"{Name} {string.Join(", ", Ranges.Select(r => $"{Numbers.Significant(r.Low)}–{Numbers.Significant(r.High)}").Concat(Words))}";

    private string Name => Field.StartsWith(FilterField.Parameters, StringComparison.Ordinal) ? Field[FilterField.Parameters.Length..] : Field;

    public bool Passes(ExperimentSnapshot experiment)
    {
        var values = FilterField.Read(experiment, Field);
        return values.IsEmpty
            ? Words.Contains(ParallelCoordinates.Unset, StringComparer.Ordinal)
            : values.Any(value => Words.Contains(value.Text, StringComparer.Ordinal) || (value.Number is { } number && Ranges.Any(range => Holds(range, number))));
    }

    /// <summary>The address' way to write it: <c>params.lr:0.0001..0.0003|0.01..0.1</c>.</summary>
    public string Write() => Field + ":" + string.Join('|', Ranges.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Low:R}..{r.High:R}")).Concat(Words));

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is something else.</summary>
    public static AxisFilter? Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return null;
        }

        var parts = text[(colon + 1)..].Split('|', StringSplitOptions.RemoveEmptyEntries);
        var ranges = parts.Select(RangeOf).ToArray();
        var filter = new AxisFilter(text[..colon], [.. ranges.OfType<(double, double)>()], [.. parts.Where((_, i) => ranges[i] is null)]);
        return filter.IsEmpty ? null : filter;
    }

    /// <summary>A drag that ends at a value means that value, too.</summary>
    private static bool Holds((double Low, double High) range, double value)
    {
        var slack = Slack * Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        return value >= range.Low - slack && value <= range.High + slack;
    }

    private static (double Low, double High)? RangeOf(string text) =>
        text.Split("..") is [var low, var high] && Number(low) is { } from && Number(high) is { } to ? (from, to) : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
