using System.Text;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Shares of hyper-parameters and of pairs of them, the greatest on top.</summary>
public static class ImportanceFigure
{
    public static int Height(SweepImportance importance) => 60 + (24 * Math.Max(2, importance.Knobs.Length + importance.Pairs.Length));

    public static Figure? Of(SweepImportance importance, bool dark)
    {
        if (importance.Knobs.IsEmpty)
        {
            return null;
        }

        (string Name, double Share, double Spread)[] shares =
        [
            .. importance.Knobs.Select(knob => (knob.Name, knob.Share, knob.Spread)),
            .. importance.Pairs.Select(pair => ($"{pair.First} with {pair.Second}", pair.Share, 0d)),
        ];
        var layout = ChartLook.Layout(dark, Height(importance));
        layout.Margin = new Margin { L = 190, R = 12, T = 4, B = 38 };
        layout.XAxis = [ChartLook.XAxis(dark, $"share of the variance of {importance.Metric}")];
        var axis = ChartLook.YAxis(dark, "", log: false);
        axis.Type = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Category;
        axis.AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed;
        layout.YAxis = [axis];
        return new Figure([Bars(shares, dark)], layout, () => Csv(shares));
    }

    private static Bar Bars((string Name, double Share, double Spread)[] shares, bool dark) => new()
    {
        Orientation = OrientationEnum.H,
        Y = [.. shares.Select(one => (object)one.Name)],
        X = [.. shares.Select(one => (object)one.Share)],
        Width = 0.7m,
        Marker = new Marker { Color = dark ? "#7db8ec" : "#1f5f99" },
        HoverTemplate = "<b>%{y}</b> %{x:.3f}<extra></extra>",
        ErrorX = new ErrorX
        {
            Type = Plotly.Blazor.Traces.BarLib.ErrorXLib.TypeEnum.Data,
            Array = [.. shares.Select(one => (object)one.Spread)],
            Color = ChartLook.Ink(dark),
            Thickness = 1,
        },
    };

    private static string Csv((string Name, double Share, double Spread)[] shares)
    {
        var text = new StringBuilder();
        TableCsv.Line(text, ["hyper-parameter", "share", "spread"]);
        foreach (var (name, share, spread) in shares)
        {
            TableCsv.Line(text, [name, TableCsv.Write(share), TableCsv.Write(spread)]);
        }

        return text.ToString();
    }
}
