using System.Globalization;
using System.Text.Json;
using Plotly.Blazor.LayoutLib;
using TubeDetr.Grid.Web.Curves;
using XType = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>The axes of panels with curves.</summary>
public static class CurveAxes
{
    private const double Tail = 0.02;

    public static Plotly.Blazor.LayoutLib.XAxis X(bool dark, CurveView view)
    {
        var axis = ChartLook.XAxis(dark, Title(view));
        axis.Type = view.Axis == Curves.XAxis.Wall ? XType.Date : view.LogX ? XType.Log : XType.Linear;
        if (axis.Type != XType.Linear)
        {
            axis.RangeMode = Plotly.Blazor.LayoutLib.XAxisLib.RangeModeEnum.Normal;
        }

        // A window that comes from elsewhere replaces the one that was drawn in this panel.
        axis.UiRevision = view.Window?.ToString() ?? "whole";
        if (view.Window is { } window)
        {
            axis.Range = view.Axis == Curves.XAxis.Wall ? [Date(window.From, view), Date(window.To, view)] : [Position(window.From, view), Position(window.To, view)];
        }

        return axis;
    }

    /// <summary>
    /// Reads what a chart reports of its axes: <c>{"xaxis.range[0]": 3, "xaxis.range[1]": 5}</c>, <c>{"xaxis.autorange": true}</c>. False when it does not concern the horizontal axis.
    /// </summary>
    public static bool TryRead(IEnumerable<KeyValuePair<string, JsonElement>> changes, CurveView view, out XWindow? window)
    {
        window = null;
        var found = changes.ToDictionary(StringComparer.Ordinal);
        if (found.ContainsKey("xaxis.autorange"))
        {
            return true;
        }

        var range = found.TryGetValue("xaxis.range", out var both) && both.ValueKind == JsonValueKind.Array ? both.EnumerateArray().ToArray()
            : found.TryGetValue("xaxis.range[0]", out var from) && found.TryGetValue("xaxis.range[1]", out var to) ? [from, to] : [];
        if (range is [var low, var high] && Number(low, view) is { } left && Number(high, view) is { } right && left < right)
        {
            window = new XWindow(left, right);
        }

        return window is not null;
    }

    /// <summary>Nothing is left of a logarithmic axis' first number above 0.</summary>
    private static double Position(double x, CurveView view) => view.LogX ? Math.Log10(Math.Max(x, 1e-3)) : x;

    /// <summary>The chart knows no zones: it is given what the clock on the wall shows.</summary>
    private static string Date(double milliseconds, CurveView view) =>
        DateTime.UnixEpoch.AddMilliseconds(view.Zone.Wall(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds))).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>A logarithmic axis reports exponents, a calendar dates.</summary>
    private static double? Number(JsonElement value, CurveView view) => value.ValueKind switch
    {
        JsonValueKind.Number when view.Axis == Curves.XAxis.Wall => view.Zone.At(value.GetDouble()).ToUnixTimeMilliseconds(),
        JsonValueKind.Number => view.LogX ? Math.Pow(10, value.GetDouble()) : value.GetDouble(),
        JsonValueKind.String when DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            view.Zone.At(time.ToUnixTimeMilliseconds()).ToUnixTimeMilliseconds(),
        _ => null,
    };

    /// <param name="dark">The theme.</param>
    /// <param name="title">Name of the metric.</param>
    /// <param name="view">How it is looked at.</param>
    /// <param name="traces">The curves that are drawn one by one.</param>
    /// <param name="constant">The only value of everything that is drawn, if it is only one (<see cref="Constant"/>).</param>
    public static YAxis Y(bool dark, string title, CurveView view, IReadOnlyList<Curve> traces, double? constant = null)
    {
        var axis = ChartLook.YAxis(dark, title, view.LogY);
        if (view.NoOutliers && Middle(traces.SelectMany(curve => curve.Y), view.LogY) is var (low, high))
        {
            axis.Range = [low, high];
        }
        else if (constant is { } only && !view.LogY)
        {
            // Plotly would show 3e-4 between -1 and 1.
            var around = only == 0 ? 1 : Math.Abs(only) / 10;
            axis.Range = [only - around, only + around];
        }

        return axis;
    }

    /// <summary>The value of curves that have only one, as a learning rate may; null where there are several, or none.</summary>
    /// <param name="traces">Curves that are drawn one by one.</param>
    /// <param name="bounds">Corners of what else is drawn.</param>
    public static double? Constant(IEnumerable<Curve> traces, (double Left, double Right, double Low, double High)? bounds)
    {
        double? only = bounds?.Low;
        if (bounds is { } room && room.Low < room.High)
        {
            return null;
        }

        foreach (var value in traces.SelectMany(curve => curve.Y).Where(double.IsFinite))
        {
            only ??= value;
            if ((float)only != (float)value)
            {
                return null;
            }
        }

        return only;
    }

    /// <summary>The range between the tails, a little widened; null when there are not enough values for tails.</summary>
    public static (double Low, double High)? Middle(IEnumerable<double> values, bool log)
    {
        var sorted = values.Where(value => double.IsFinite(value) && (!log || value > 0)).Select(value => log ? Math.Log10(value) : value).Order().ToArray();
        if (sorted.Length < 50)
        {
            return null;
        }

        var (low, high) = (sorted[(int)(Tail * sorted.Length)], sorted[(int)((1 - Tail) * (sorted.Length - 1))]);
        var margin = 0.05 * (high - low);
        return high > low ? (low - margin, high + margin) : null;
    }

    public static string Title(CurveView view) => view.Axis switch
    {
        Curves.XAxis.Step => "step",
        Curves.XAxis.Epoch => "epoch",
        Curves.XAxis.Time => "time since the first attempt began (min)",
        Curves.XAxis.Wall => $"date and time ({view.Zone.Name})",
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };

    /// <summary>The part of a hover that says where it is.</summary>
    public static string Hover(CurveView view) => view.Axis switch
    {
        Curves.XAxis.Wall => "%{x|%Y-%m-%d %H:%M:%S}",
        Curves.XAxis.Time => "%{x:.4~f} min",
        _ => $"{Title(view)} %{{x:.4~f}}",
    };
}
