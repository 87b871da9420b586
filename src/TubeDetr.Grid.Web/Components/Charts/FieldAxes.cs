using Plotly.Blazor.LayoutLib;
using TubeDetr.Grid.Web.Curves;
using XType = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum;
using YType = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Axes of charts over fields.</summary>
public static class FieldAxes
{
    public static Plotly.Blazor.LayoutLib.XAxis X(bool dark, FieldAxis field)
    {
        var axis = ChartLook.XAxis(dark, field.Title);
        axis.RangeMode = Plotly.Blazor.LayoutLib.XAxisLib.RangeModeEnum.Normal;
        axis.Type = field.Scale == AxisScale.Logarithmic ? XType.Log : XType.Linear;
        axis.TickVals = Ticks(field);
        axis.TickText = Words(field);
        return axis;
    }

    public static YAxis Y(bool dark, FieldAxis field)
    {
        var axis = ChartLook.YAxis(dark, field.Title, log: false);
        axis.Type = field.Scale == AxisScale.Logarithmic ? YType.Log : YType.Linear;
        axis.TickVals = Ticks(field);
        axis.TickText = Words(field);
        return axis;
    }

    private static List<object>? Ticks(FieldAxis field) => field.Categories.IsEmpty ? null : [.. field.Categories.Select((_, i) => (object)i)];

    private static List<object>? Words(FieldAxis field) => field.Categories.IsEmpty ? null : [.. field.Categories];
}
