using System.Collections.Immutable;
using System.Text;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>A point per experiment over two fields, coloured by a third or by the experiment's own colour; those that are filtered out stay as shadows.</summary>
public static class ScatterFigure
{
    private const decimal Shadow = 0.12m;

    /// <param name="rows">All experiments.</param>
    /// <param name="passes">Those that the page's filters let through.</param>
    /// <param name="x">Field of the horizontal axis.</param>
    /// <param name="y">Field of the vertical axis.</param>
    /// <param name="colour">Field of the colour; empty: the experiment's.</param>
    /// <param name="dark">Theme.</param>
    /// <param name="height">Pixels.</param>
    public static Figure? Of(IReadOnlyList<ExperimentRow> rows, Func<ExperimentRow, bool> passes, string x, string y, string colour, bool dark, int height = 280)
    {
        var all = rows.Select(row => row.Now).ToArray();
        var (across, up) = (FieldAxis.Of(x, all), FieldAxis.Of(y, all));
        var tint = colour.Length > 0 ? FieldAxis.Of(colour, all) : null;
        ImmutableArray<int> shown = [.. Enumerable.Range(0, rows.Count).Where(i => across.At[i] is not null && up.At[i] is not null && (tint is null || tint.At[i] is not null))];
        if (shown.IsEmpty)
        {
            return null;
        }

        var layout = ChartLook.Layout(dark, height);
        layout.XAxis = [FieldAxes.X(dark, across)];
        layout.YAxis = [FieldAxes.Y(dark, up)];
        return new Figure([Points(rows, passes, shown, across, up, tint, dark)], layout, () => Csv(rows, shown, across, up, tint));
    }

    private static Scatter Points(IReadOnlyList<ExperimentRow> rows, Func<ExperimentRow, bool> passes, ImmutableArray<int> shown, FieldAxis x, FieldAxis y, FieldAxis? tint, bool dark) => new()
    {
        Mode = ModeFlag.Markers,
        X = [.. shown.Select(i => (object)x.At[i]!.Value)],
        Y = [.. shown.Select(i => (object)y.At[i]!.Value)],
        CustomData = [.. shown.Select(i => (object)rows[i].Now.Id.Value)],
        TextArray = [.. shown.Select(i => rows[i].Name)],
        HoverTemplate = $"<b>%{{text}}</b><br>{x.Title} %{{x}}<br>{y.Title} %{{y:.4~g}}{(tint is null ? "" : $"<br>{tint.Title} %{{marker.color}}")}<extra></extra>",
        Marker = new Marker
        {
            Size = 8,
            OpacityArray = [.. shown.Select(i => passes(rows[i]) ? (decimal?)0.9m : Shadow)],
            ColorArray = [.. shown.Select(i => tint is null ? (object)rows[i].Colour : tint.Linear(i)!.Value)],
            ColorScale = tint is null ? null : Viridis.Scale,
            ReverseScale = tint is null ? null : !dark,
            ShowScale = tint is null ? null : true,
            ColorBar = tint is null ? null : Bar(tint),
        },
    };

    private static Plotly.Blazor.Traces.ScatterLib.MarkerLib.ColorBar Bar(FieldAxis tint) => new()
    {
        Title = new Plotly.Blazor.Traces.ScatterLib.MarkerLib.ColorBarLib.Title { Text = tint.Scale == AxisScale.Logarithmic ? $"log10 {tint.Title}" : tint.Title },
        Thickness = 10,
        OutlineWidth = 0,
        TickVals = tint.Categories.IsEmpty ? null : [.. tint.Categories.Select((_, i) => (object)i)],
        TickText = tint.Categories.IsEmpty ? null : [.. tint.Categories],
    };

    private static string Csv(IReadOnlyList<ExperimentRow> rows, ImmutableArray<int> shown, FieldAxis x, FieldAxis y, FieldAxis? tint)
    {
        var text = new StringBuilder();
        TableCsv.Line(text, tint is null ? ["experiment", x.Title, y.Title] : ["experiment", x.Title, y.Title, tint.Title]);
        foreach (var i in shown)
        {
            TableCsv.Line(text, [rows[i].Now.Id.Value, Word(x, i), Word(y, i), .. tint is null ? [] : new[] { Word(tint, i) }]);
        }

        return text.ToString();
    }

    private static string Word(FieldAxis axis, int i) => axis.Categories.IsEmpty ? TableCsv.Write(axis.At[i]) : axis.Categories[(int)axis.At[i]!.Value];
}
