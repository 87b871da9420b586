using System.Globalization;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Bytes in KiB, MiB and GiB.</summary>
public static class Sizes
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Format(long bytes)
    {
        var unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        var digits = unit == 0 || value >= 100 ? "0" : "0.0";
        return value.ToString(digits, CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
