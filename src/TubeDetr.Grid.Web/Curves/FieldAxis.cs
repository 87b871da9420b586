using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>One field of many experiments as positions on an axis: numbers, or categories at 0, 1, …</summary>
/// <param name="Field">As in filters.</param>
/// <param name="Title">Without the family's name.</param>
/// <param name="Scale">How positions are to be laid out; the positions of a logarithmic axis are the numbers themselves.</param>
/// <param name="At">A position per experiment; null where it has none.</param>
/// <param name="Categories">The words at 0, 1, …; empty for numbers.</param>
public sealed record FieldAxis(string Field, string Title, AxisScale Scale, ImmutableArray<double?> At, ImmutableArray<string> Categories)
{
    public static FieldAxis Of(string field, IReadOnlyCollection<ExperimentSnapshot> experiments)
    {
        var values = experiments.Select(e => FilterField.Read(e, field) is [var first, ..] ? first : default(FilterValue?)).ToImmutableArray();
        var present = values.OfType<FilterValue>().ToArray();
        if (present.Any(value => value.Number is null) || (field.StartsWith(FilterField.Parameters, StringComparison.Ordinal) && values.Any(value => value is null) && present.Length > 0))
        {
            return Words(field, [.. values.Select(value => value?.Text ?? ParallelCoordinates.Unset)]);
        }

        var numbers = values.Select(value => value?.Number is { } number && double.IsFinite(number) ? number : default(double?)).ToImmutableArray();
        var finite = numbers.OfType<double>().ToArray();
        return new(field, Name(field), finite.Length > 0 && ParallelCoordinates.IsLogLike(Name(field), finite) ? AxisScale.Logarithmic : AxisScale.Linear, numbers, []);
    }

    /// <summary>The position at which it is drawn on a paper with linear axes.</summary>
    public double? Linear(int experiment) => At[experiment] is not { } at ? null : Scale == AxisScale.Logarithmic ? Math.Log10(at) : at;

    public static string Name(string field) =>
        field.StartsWith(FilterField.Parameters, StringComparison.Ordinal) ? field[FilterField.Parameters.Length..]
        : field.StartsWith(FilterField.Metrics, StringComparison.Ordinal) ? field[FilterField.Metrics.Length..]
        : field;

    private static FieldAxis Words(string field, ImmutableArray<string> words)
    {
        ImmutableArray<string> categories = [.. words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new(field, Name(field), AxisScale.Categories, [.. words.Select(word => (double?)categories.IndexOf(word))], categories);
    }
}
