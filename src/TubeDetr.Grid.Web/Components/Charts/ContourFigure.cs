using System.Text;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>The objective over two hyper-parameters: contours between the experiments that were measured, and these as points.</summary>
public static class ContourFigure
{
    public static Figure? Of(IReadOnlyList<ExperimentRow> rows, string x, string y, Objective objective, bool dark)
    {
        var measured = rows.Where(row => row.Now.BestValue is { } value && double.IsFinite(value)).ToArray();
        var all = measured.Select(row => row.Now).ToArray();
        var (across, up) = (FieldAxis.Of(x, all), FieldAxis.Of(y, all));
        var places = Enumerable.Range(0, measured.Length).Where(i => across.At[i] is not null && up.At[i] is not null).ToArray();
        if (ContourGrid.Of([.. places.Select(i => (across.Linear(i)!.Value, up.Linear(i)!.Value, measured[i].Now.BestValue!.Value))]) is not { } grid)
        {
            return null;
        }

        var layout = ChartLook.Layout(dark, 320);
        layout.XAxis = [FieldAxes.X(dark, across)];
        layout.YAxis = [FieldAxes.Y(dark, up)];
        return new Figure([Surface(grid, across, up, objective, dark), Points(measured, places, across, up, dark)], layout, () => Csv(measured, places, across, up));
    }

    private static Contour Surface(ContourGrid grid, FieldAxis x, FieldAxis y, Objective objective, bool dark) => new()
    {
        X = [.. grid.X.Select(at => (object)Natural(x, at))],
        Y = [.. grid.Y.Select(at => (object)Natural(y, at))],
        Z = [.. grid.Z.Select(row => (object)row.ToArray())],
        ColorScale = Viridis.Scale,
        ReverseScale = !dark,
        Opacity = 0.85m,
        HoverTemplate = $"{x.Title} %{{x:.4~g}}<br>{y.Title} %{{y:.4~g}}<br>about %{{z:.4~g}}<extra></extra>",
        ColorBar = new Plotly.Blazor.Traces.ContourLib.ColorBar
        {
            Title = new Plotly.Blazor.Traces.ContourLib.ColorBarLib.Title { Text = objective.Metric },
            Thickness = 10,
            OutlineWidth = 0,
        },
    };

    private static Scatter Points(ExperimentRow[] rows, int[] places, FieldAxis x, FieldAxis y, bool dark) => new()
    {
        Mode = ModeFlag.Markers,
        X = [.. places.Select(i => (object)x.At[i]!.Value)],
        Y = [.. places.Select(i => (object)y.At[i]!.Value)],
        CustomData = [.. places.Select(i => (object)rows[i].Now.Id.Value)],
        TextArray = [.. places.Select(i => $"{rows[i].Name} {Words.Numbers.Significant(rows[i].Now.BestValue)}")],
        HoverTemplate = "<b>%{text}</b><extra></extra>",
        Marker = new Marker { Size = 7, Color = dark ? "#ffffff" : "#1c2126", Line = new Plotly.Blazor.Traces.ScatterLib.MarkerLib.Line { Width = 1, Color = dark ? "#15191d" : "#ffffff" } },
    };

    private static double Natural(FieldAxis axis, double at) => axis.Scale == AxisScale.Logarithmic ? Math.Pow(10, at) : at;

    private static string Csv(ExperimentRow[] rows, int[] places, FieldAxis x, FieldAxis y)
    {
        var text = new StringBuilder();
        TableCsv.Line(text, ["experiment", x.Title, y.Title, "value"]);
        foreach (var i in places)
        {
            TableCsv.Line(text, [rows[i].Now.Id.Value, Word(x, i), Word(y, i), TableCsv.Write(rows[i].Now.BestValue)]);
        }

        return text.ToString();
    }

    private static string Word(FieldAxis axis, int i) => axis.Categories.IsEmpty ? TableCsv.Write(axis.At[i]) : axis.Categories[(int)axis.At[i]!.Value];
}
