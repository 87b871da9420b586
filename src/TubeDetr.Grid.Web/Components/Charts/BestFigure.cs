using System.Text;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>The history of the best: a point per experiment in the order of proposal, and the best so far as a stair.</summary>
public static class BestFigure
{
    public static Figure? Of(IReadOnlyList<ExperimentRow> rows, Func<ExperimentRow, bool> passes, Objective objective, bool dark)
    {
        var measured = rows.Where(row => row.Now.BestValue is { } value && double.IsFinite(value)).OrderBy(row => row.Index).ToArray();
        if (measured.Length == 0)
        {
            return null;
        }

        var best = Best(measured, objective);
        var layout = ChartLook.Layout(dark, 280);
        var axis = ChartLook.XAxis(dark, "experiment, in the order of proposal");
        axis.RangeMode = Plotly.Blazor.LayoutLib.XAxisLib.RangeModeEnum.Normal;
        layout.XAxis = [axis];
        layout.YAxis = [ChartLook.YAxis(dark, $"best {objective.Metric}", log: false)];
        return new Figure([Stair(measured, best, dark), Points(measured, passes)], layout, () => Csv(measured, best));
    }

    private static double[] Best(ExperimentRow[] rows, Objective objective)
    {
        var best = new double[rows.Length];
        double? top = null;
        for (var i = 0; i < rows.Length; i++)
        {
            var value = rows[i].Now.BestValue!.Value;
            top = objective.IsBetter(value, top) ? value : top;
            best[i] = top!.Value;
        }

        return best;
    }

    private static Scatter Stair(ExperimentRow[] rows, double[] best, bool dark) => new()
    {
        Mode = ModeFlag.Lines,
        X = [.. rows.Select(row => (object)(row.Index + 1))],
        Y = [.. best.Cast<object>()],
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Color = ChartLook.Ink(dark), Width = 1.6m, Shape = Plotly.Blazor.Traces.ScatterLib.LineLib.ShapeEnum.Hv },
        HoverTemplate = "best so far %{y:.4~g}<extra></extra>",
    };

    private static Scatter Points(ExperimentRow[] rows, Func<ExperimentRow, bool> passes) => new()
    {
        Mode = ModeFlag.Markers,
        X = [.. rows.Select(row => (object)(row.Index + 1))],
        Y = [.. rows.Select(row => (object)row.Now.BestValue!.Value)],
        CustomData = [.. rows.Select(row => (object)row.Now.Id.Value)],
        TextArray = [.. rows.Select(row => row.Name)],
        HoverTemplate = "<b>%{text}</b> %{y:.4~g}<extra></extra>",
        Marker = new Plotly.Blazor.Traces.ScatterLib.Marker
        {
            Size = 8,
            ColorArray = [.. rows.Select(row => (object)row.Colour)],
            OpacityArray = [.. rows.Select(row => passes(row) ? (decimal?)0.9m : 0.12m)],
        },
    };

    private static string Csv(ExperimentRow[] rows, double[] best)
    {
        var text = new StringBuilder();
        TableCsv.Line(text, ["experiment", "value", "best so far"]);
        for (var i = 0; i < rows.Length; i++)
        {
            TableCsv.Line(text, [rows[i].Now.Id.Value, TableCsv.Write(rows[i].Now.BestValue), TableCsv.Write(best[i])]);
        }

        return text.ToString();
    }
}
