using System.Collections.Immutable;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ParCoordsLib;
using TubeDetr.Grid.Web.Curves;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Turns parallel coordinates into Plotly's words.</summary>
public static class ParallelTraces
{
    public static ParCoords Of(ParallelCoordinates model, ImmutableArray<AxisFilter> filters, bool dark) => new()
    {
        UiRevision = "view",
        LabelFont = new LabelFont { Size = 12, Color = ChartLook.Ink(dark) },
        TickFont = new TickFont { Size = 11, Color = ChartLook.Ink(dark) },
        RangeFont = new RangeFont { Size = 1, Color = "rgba(0,0,0,0)" },
        Dimensions = [.. model.Axes.Select(axis => Dimension(axis, filters.FirstOrDefault(filter => string.Equals(filter.Field, axis.Field, StringComparison.Ordinal))))],
        Line = new Line
        {
            ColorArray = [.. model.Objective.Cast<object>()],
            ColorScale = Viridis.Scale,
            // High values stand out from either background.
            ReverseScale = !dark,
            ShowScale = false,
        },
    };

    public static PlotLayout Layout(bool dark, int height)
    {
        var layout = ChartLook.Layout(dark, height);
        layout.Margin = new Margin { L = 64, R = 56, T = 40, B = 16 };
        return layout;
    }

    private static Dimension Dimension(ParallelAxis axis, AxisFilter? filter) => new()
    {
        Label = axis.Name,
        Values = [.. axis.Values.Cast<object>()],
        Range = [axis.Low, axis.High],
        ConstraintRange = filter is null ? null : Ranges(axis.RangesOf(filter)),
        TickVals = [.. axis.Ticks.Select(tick => (object)tick.At)],
        TickText = [.. axis.Ticks.Select(tick => (object)tick.Text)],
    };

    /// <summary>One range stands for itself, several in a list.</summary>
    private static List<object>? Ranges(ImmutableArray<(double Low, double High)> ranges) => ranges switch
    {
        [] => null,
        [var (low, high)] => [low, high],
        _ => [.. ranges.Select(range => (object)new[] { range.Low, range.High })],
    };
}
