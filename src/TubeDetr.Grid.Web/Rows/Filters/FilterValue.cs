using System.Globalization;

namespace TubeDetr.Grid.Web.Rows.Filters;

/// <summary>A value of a field or of a filter: a text, and the number that it stands for where it is one.</summary>
public readonly record struct FilterValue(string Text, double? Number)
{
    public static FilterValue Of(string text) => new(
        text,
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);

    public static FilterValue Of(double number) => new(number.ToString("R", CultureInfo.InvariantCulture), number);

    /// <summary>Equal as numbers where both are, otherwise as texts, whatever their case.</summary>
    public bool Is(FilterValue other) => Number is { } left && other.Number is { } right
        ? left.Equals(right)
        : Text.Equals(other.Text, StringComparison.OrdinalIgnoreCase);
}
