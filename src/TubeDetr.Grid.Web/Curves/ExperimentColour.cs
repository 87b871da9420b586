using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>
/// The colour of an experiment, unless a person has given it another, by its place in the sweep: first the palette of Okabe and Ito, which people with any colour vision can tell
/// apart, then a continuation whose hues are a golden angle apart. Its yellow is darkened so that a line of it shows on white.
/// </summary>
public static class ExperimentColour
{
    /// <summary>For experiments that step back when there are too many to tell apart.</summary>
    public const string Grey = "#98a1aa";

    /// <summary>From so many curves on, only chosen ones keep their colour.</summary>
    public const int MostColours = 20;

    private const double GoldenAngle = 137.50776405;

    private static readonly string[] OkabeIto = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#b5a500"];

    /// <summary>What a person has given it, or that of its place.</summary>
    public static string Of(ExperimentSnapshot experiment) => experiment.Colour ?? Of(experiment.Index);

    public static string Of(int index) => index < OkabeIto.Length ? OkabeIto[index] : Continued(index - OkabeIto.Length);

    private static string Continued(int index)
    {
        // Three lightnesses in turn keep neighbours of similar hue apart.
        var hue = ((index * GoldenAngle) + 285) % 360;
        var lightness = 0.36 + (0.1 * (index % 3));
        return FromHsl(hue, 0.55, lightness);
    }

    private static string FromHsl(double hue, double saturation, double lightness)
    {
        var spread = saturation * Math.Min(lightness, 1 - lightness);
        int Channel(double offset)
        {
            var k = (offset + (hue / 30)) % 12;
            return (int)Math.Round(255 * (lightness - (spread * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)))));
        }

        return string.Create(CultureInfo.InvariantCulture, $"#{Channel(0):x2}{Channel(8):x2}{Channel(4):x2}");
    }
}
