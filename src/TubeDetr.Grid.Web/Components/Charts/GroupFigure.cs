using System.Collections.Immutable;
using System.Text;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Curves put together by a hyper-parameter: the mean of each group, and a band from its least to its greatest.</summary>
public static class GroupFigure
{
    public static Figure? Of(ImmutableArray<CurveGroup> groups, string parameter, string metric, CurveView view, bool dark)
    {
        if (groups.IsEmpty)
        {
            return null;
        }

        var layout = ChartLook.Layout(dark, view.Height(280));
        layout.XAxis = [CurveAxes.X(dark, view)];
        layout.YAxis = [CurveAxes.Y(dark, metric, view, [.. groups.Select(group => new Curve(group.X, group.Mean))])];
        layout.ShowLegend = true;
        layout.Legend = [new Plotly.Blazor.LayoutLib.Legend { Orientation = Plotly.Blazor.LayoutLib.LegendLib.OrientationEnum.H, Y = 1.12m }];
        return new Figure([.. groups.SelectMany((group, i) => Traces(group, i, parameter, view))], layout, () => Csv(groups, parameter));
    }

    private static IEnumerable<ITrace> Traces(CurveGroup group, int place, string parameter, CurveView view)
    {
        var colour = ExperimentColour.Of(place);
        var low = Line(group, group.Least, colour, 0);
        low.HoverInfo = HoverInfoFlag.Skip;
        var high = Line(group, group.Greatest, colour, 0);
        high.HoverInfo = HoverInfoFlag.Skip;
        high.Fill = FillEnum.ToNextY;
        high.FillColor = colour + "33";
        var mean = Line(group, group.Mean, colour, 1.8m);
        mean.ShowLegend = true;
        mean.Name = $"{parameter} {group.Name} ({TableCsv.Write(group.Members)})";
        mean.HoverTemplate = $"<b>{parameter} {group.Name}</b> %{{y:.4~g}}<br>{CurveAxes.Hover(view)}<extra></extra>";
        return [low, high, mean];
    }

    private static Scatter Line(CurveGroup group, double[] values, string colour, decimal width) => new()
    {
        Mode = ModeFlag.Lines,
        X = [.. CurveTraces.Values(group.X)],
        Y = [.. CurveTraces.Values(values)],
        LegendGroup = group.Name,
        ShowLegend = false,
        Line = new Line { Color = colour, Width = width },
    };

    private static string Csv(ImmutableArray<CurveGroup> groups, string parameter)
    {
        var text = new StringBuilder();
        TableCsv.Line(text, [parameter, "x", "mean", "least", "greatest"]);
        foreach (var group in groups)
        {
            for (var i = 0; i < group.X.Length; i++)
            {
                TableCsv.Line(text, [group.Name, TableCsv.Write(group.X[i]), TableCsv.Write(group.Mean[i]), TableCsv.Write(group.Least[i]), TableCsv.Write(group.Greatest[i])]);
            }
        }

        return text.ToString();
    }
}
