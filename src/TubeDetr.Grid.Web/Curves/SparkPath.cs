using System.Globalization;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>The points of an SVG polyline for a series.</summary>
public static class SparkPath
{
    private const int Most = 60;

    /// <summary>Thinned out and stretched over the box; a single value is a level line, no finite value is nothing.</summary>
    public static string Of(Series series, double width, double height)
    {
        var values = series.Points.ToArray().Select(p => p.Value).ToArray();
        var chosen = Downsampling.Choose(values, Most).Where(i => double.IsFinite(values[i])).ToArray();
        if (chosen.Length == 0)
        {
            return "";
        }

        var (low, high) = (chosen.Min(i => values[i]), chosen.Max(i => values[i]));
        string At(double x, double value)
        {
            var y = high > low ? height - 1.5 - ((height - 3) * (value - low) / (high - low)) : height / 2;
            return string.Create(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#}");
        }

        return chosen.Length == 1
            ? $"{At(0, values[chosen[0]])} {At(width, values[chosen[0]])}"
            : string.Join(' ', chosen.Select(i => At(width * (i - chosen[0]) / (chosen[^1] - chosen[0]), values[i])));
    }
}
