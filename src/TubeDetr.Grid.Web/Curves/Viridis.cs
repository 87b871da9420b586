using System.Globalization;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>Eight stops of matplotlib's viridis (CC0), dark for low and bright for high.</summary>
public static class Viridis
{
    public static IReadOnlyList<string> Stops { get; } =
        ["#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725"];

    /// <summary>As charts want it: pairs of a place between 0 and 1 and a colour.</summary>
    public static object[][] Scale { get; } = [.. Stops.Select((colour, i) => new object[] { (double)i / (Stops.Count - 1), colour })];

    /// <summary>The colour at a place between 0 and 1, in 32 steps, so that lines of nearly the same value have the same.</summary>
    /// <param name="bright">Whether 1 is bright, for dark backgrounds, or dark.</param>
    public static string At(double place, bool bright)
    {
        const int steps = 32;
        var at = (double.IsNaN(place) ? 0 : Math.Round(Math.Clamp(bright ? place : 1 - place, 0, 1) * steps) / steps) * (Stops.Count - 1);
        var (from, to) = (Stops[(int)at], Stops[Math.Min((int)at + 1, Stops.Count - 1)]);
        return "#" + string.Concat(Enumerable.Range(0, 3).Select(i => Mix(from, to, i, at - (int)at).ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static int Mix(string from, string to, int channel, double part)
    {
        int Of(string colour) => int.Parse(colour.AsSpan(1 + (2 * channel), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (int)Math.Round(((1 - part) * Of(from)) + (part * Of(to)));
    }
}
