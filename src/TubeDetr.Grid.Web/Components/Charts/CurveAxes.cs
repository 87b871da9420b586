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
        var axis = ChartLook.XAxis(dark, Title(view.Axis));
        axis.Type = view.Axis == Curves.XAxis.Wall ? XType.Date : view.LogX ? XType.Log : XType.Linear;
        if (axis.Type != XType.Linear)
        {
            axis.RangeMode = Plotly.Blazor.LayoutLib.XAxisLib.RangeModeEnum.Normal;
        }

        return axis;
    }

    public static YAxis Y(bool dark, string title, CurveView view, IReadOnlyList<Curve> traces)
    {
        var axis = ChartLook.YAxis(dark, title, view.LogY);
        if (view.NoOutliers && Middle(traces.SelectMany(curve => curve.Y), view.LogY) is var (low, high))
        {
            axis.Range = [low, high];
        }

        return axis;
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

    public static string Title(Curves.XAxis axis) => axis switch
    {
        Curves.XAxis.Step => "step",
        Curves.XAxis.Epoch => "epoch",
        Curves.XAxis.Time => "time since the first attempt began (min)",
        Curves.XAxis.Wall => "date and time (UTC)",
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    /// <summary>The part of a hover that says where it is.</summary>
    public static string Hover(Curves.XAxis axis) => axis switch
    {
        Curves.XAxis.Wall => "%{x|%Y-%m-%d %H:%M:%S} UTC",
        Curves.XAxis.Time => "%{x:.4~f} min",
        _ => $"{Title(axis)} %{{x:.4~f}}",
    };
}
