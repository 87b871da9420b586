using System.Collections.Immutable;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using TubeDetr.Grid.Web.Curves;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Turns a sheet of curves into Plotly's words.</summary>
public static class CurveTraces
{
    /// <param name="sheet">Two traces for each line.</param>
    /// <param name="bounds">Corners of what else is drawn in the same axes: a trace that nobody sees makes room for it.</param>
    public static IList<ITrace> Of(CurveSheet sheet, (double Left, double Right, double Low, double High)? bounds = null) =>
        [.. sheet.Lines.Zip(sheet.Styles).SelectMany((line, i) => new[] { Raw(sheet, line.First, line.Second, 2 * i), Smooth(sheet, line.First, (2 * i) + 1) }), .. Room(bounds)];

    public static PlotLayout Layout(CurveSheet sheet, string title, ImmutableArray<AttemptMark> marks, bool dark, int height, double? constant = null)
    {
        var layout = ChartLook.Layout(dark, height);
        // The five nearest curves and the line through all panels are drawn by hover.js.
        layout.HoverMode = Plotly.Blazor.LayoutLib.HoverModeEnum.False;
        layout.XAxis = [CurveAxes.X(dark, sheet.View)];
        layout.YAxis = [CurveAxes.Y(dark, title, sheet.View, sheet.Traces, constant)];
        if (sheet.View.Axis == Curves.XAxis.Step)
        {
            layout.Shapes = [.. marks.Select(mark => Line(mark, dark))];
            layout.Annotations = [.. marks.Select(mark => Label(mark, dark))];
        }

        return layout;
    }

    /// <summary>Numbers for the browser, to the seven digits that training has; what is not finite becomes a gap.</summary>
    public static object[] Values(ReadOnlySpan<double> values)
    {
        var boxed = new object[values.Length];
        for (var i = 0; i < boxed.Length; i++)
        {
            boxed[i] = double.IsFinite(values[i]) ? Math.Abs(values[i]) < 1e7 ? (float)values[i] : values[i] : null!;
        }

        return boxed;
    }

    public static void Fill(ITrace trace, Curve curve)
    {
        var scatter = (Scatter)trace;
        scatter.X = [.. Values(curve.X)];
        scatter.Y = [.. Values(curve.Y)];
    }

    private static IEnumerable<ITrace> Room((double Left, double Right, double Low, double High)? bounds) => bounds is not { } room
        ? []
        : [new Scatter
        {
            X = [room.Left, room.Right],
            Y = [room.Low, room.High],
            Mode = ModeFlag.Markers,
            Marker = new Marker { Opacity = 0 },
            HoverInfo = HoverInfoFlag.Skip,
            ShowLegend = false,
        }];

    private static Scatter Raw(CurveSheet sheet, CurveLine line, LineStyle style, int trace)
    {
        var faint = style.Smoothed;
        var scatter = Base(line);
        scatter.Opacity = faint ? 0.28m : 1;
        scatter.Line = new Line { Color = line.Colour, Width = faint ? 1 : 1.7m };
        scatter.Mode = !faint && style.Few ? ModeFlag.Lines | ModeFlag.Markers : ModeFlag.Lines;
        scatter.Marker = new Marker { Size = 5, Color = line.Colour };
        Fill(scatter, sheet.Traces[trace]);
        return scatter;
    }

    private static Scatter Smooth(CurveSheet sheet, CurveLine line, int trace)
    {
        var scatter = Base(line);
        scatter.Line = new Line { Color = line.Colour, Width = 1.8m };
        scatter.Mode = ModeFlag.Lines;
        Fill(scatter, sheet.Traces[trace]);
        return scatter;
    }

    private static Scatter Base(CurveLine line) => new()
    {
        Name = line.Name,
        Meta = line.Id.Value,
        ShowLegend = false,
        ConnectGaps = false,
        HoverText = line.Details,
    };

    private static Shape Line(AttemptMark mark, bool dark) => new()
    {
        Type = Plotly.Blazor.LayoutLib.ShapeLib.TypeEnum.Line,
        X0 = mark.Step,
        X1 = mark.Step,
        Y0 = 0,
        Y1 = 1,
        XRef = "x",
        YRef = "paper",
        Line = new Plotly.Blazor.LayoutLib.ShapeLib.Line { Color = ChartLook.Ink(dark), Width = 1, Dash = "dot" },
    };

    private static Annotation Label(AttemptMark mark, bool dark) => new()
    {
        Text = mark.Text,
        X = mark.Step,
        Y = 1,
        XRef = "x",
        YRef = "paper",
        ShowArrow = false,
        XAnchor = Plotly.Blazor.LayoutLib.AnnotationLib.XAnchorEnum.Left,
        YAnchor = Plotly.Blazor.LayoutLib.AnnotationLib.YAnchorEnum.Top,
        Font = new Plotly.Blazor.LayoutLib.AnnotationLib.Font { Size = 11, Color = ChartLook.Ink(dark) },
    };
}
