using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace TubeDetr.Grid.Web.Tubes;

/// <summary>Lines under the bar of an experiment, in a box as wide as there are frames and one high.</summary>
public static class LanePaths
{
    /// <summary>The overlap in each frame, broken where nothing is annotated.</summary>
    public static string Ious(FilmTrack track) => Line(track.Ious);

    /// <summary>How probable each frame is as the first or the last one, in parts of the most probable; empty without a start-end head.</summary>
    public static string Probabilities(FilmTrack track)
    {
        if (track.Starts.IsDefaultOrEmpty || track.Ends.IsDefaultOrEmpty)
        {
            return "";
        }

        var (most, last) = (Math.Max(1e-6f, track.Starts.Max()), Math.Max(1e-6f, track.Ends.Max()));
        return Line([.. track.Starts.Select(value => (double?)(value / most))]) + Line([.. track.Ends.Select(value => (double?)(value / last))]);
    }

    private static string Line(ImmutableArray<double?> values)
    {
        var path = new StringBuilder();
        var drawing = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                path.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{i + 0.5:0.#} {1 - value:0.###}");
            }

            drawing = values[i] is not null;
        }

        return path.ToString();
    }
}
