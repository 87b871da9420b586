using System.Globalization;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>A part of the horizontal axis, in its own numbers: steps, epochs, minutes or milliseconds since 1970. There the curves are drawn as finely as they are known.</summary>
public readonly record struct XWindow(double From, double To)
{
    /// <summary>Reads <c>120..480</c>; null when it is something else.</summary>
    public static XWindow? Read(string? text) =>
        text?.Split("..") is [var from, var to] && Number(from) is { } low && Number(to) is { } high && low < high ? new XWindow(low, high) : null;

    /// <summary>Four digits of its width are enough for an address.</summary>
    public override string ToString()
    {
        var digits = Math.Clamp(4 - (int)Math.Ceiling(Math.Log10(To - From)), 0, 9);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(From, digits)}..{Math.Round(To, digits)}");
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
