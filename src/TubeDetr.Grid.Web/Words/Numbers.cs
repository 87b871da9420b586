using System.Globalization;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Numbers as the tables write them: four significant digits, no thousands mark, the same in every culture.</summary>
public static class Numbers
{
    public const string Absent = "–";

    /// <summary>Four significant digits: <c>0.4512</c>, <c>12.35</c>, <c>0.0003</c>, <c>1.234e-7</c>; a dash for nothing.</summary>
    public static string Significant(double? value)
    {
        if (value is not { } number)
        {
            return Absent;
        }

        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "∞" : "−∞";
        }

        var size = Math.Abs(number);
        if (size is not 0 and (< 1e-4 or >= 1e7))
        {
            return number.ToString("0.###e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal);
        }

        if (number == Math.Truncate(number))
        {
            return number.ToString("0", CultureInfo.InvariantCulture);
        }

        var decimals = size == 0 ? 0 : Math.Max(0, 3 - (int)Math.Floor(Math.Log10(size)));
        return Math.Round(number, Math.Min(decimals, 15)).ToString("0.################", CultureInfo.InvariantCulture);
    }

    /// <summary>Like <see cref="Significant"/>, with trailing zeros to a fixed number of decimals: for columns of values of one kind.</summary>
    public static string Fixed(double? value, int decimals) =>
        value is { } number && double.IsFinite(number)
            ? number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : Significant(value);

    public static string Percent(double fraction) =>
        (100 * fraction).ToString(fraction is > 0 and < 0.995 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";
}
