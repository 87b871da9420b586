using System.Text;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>The time line of slots: which attempt held which slot, from when to when.</summary>
public static class SlotFigure
{
    public static int Height(IReadOnlyList<ExperimentRow> rows) => 70 + (24 * Math.Clamp(Slots(rows).Length, 1, 40));

    public static Figure? Of(IReadOnlyList<ExperimentRow> rows, Func<ExperimentRow, bool> passes, DateTimeOffset from, DateTimeOffset now, bool dark)
    {
        var attempts = rows.SelectMany(row => row.Now.Attempts.Select(attempt => (Row: row, Attempt: attempt))).ToArray();
        if (attempts.Length == 0)
        {
            return null;
        }

        var layout = ChartLook.Layout(dark, Height(rows));
        layout.BarMode = BarModeEnum.Overlay;
        layout.Margin = new Margin { L = 130, R = 12, T = 4, B = 38 };
        layout.XAxis = [ChartLook.XAxis(dark, "time since the sweep was submitted (min)")];
        var axis = ChartLook.YAxis(dark, "", log: false);
        axis.Type = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Category;
        layout.YAxis = [axis];
        return new Figure([Bars(attempts, passes, from, now)], layout, () => Csv(attempts, now));
    }

    private static Bar Bars((ExperimentRow Row, AttemptSnapshot Attempt)[] attempts, Func<ExperimentRow, bool> passes, DateTimeOffset from, DateTimeOffset now) => new()
    {
        Orientation = OrientationEnum.H,
        Y = [.. attempts.Select(one => (object)Slot(one.Attempt))],
        X = [.. attempts.Select(one => (object)Math.Max(0.02, ((one.Attempt.Ended ?? now) - one.Attempt.Started).TotalMinutes))],
        Base = attempts.Select(one => (one.Attempt.Started - from).TotalMinutes).ToArray(),
        CustomData = [.. attempts.Select(one => (object)one.Row.Now.Id.Value)],
        TextArray = [.. attempts.Select(one => $"{one.Row.Name} attempt {TableCsv.Write(one.Attempt.Number)}: {AttemptWords.Cause(one.Attempt)}")],
        TextPosition = TextPositionEnum.None,
        HoverTemplate = "<b>%{text}</b><br>%{x:.4~g} min<extra></extra>",
        Width = 0.7m,
        Marker = new Plotly.Blazor.Traces.BarLib.Marker
        {
            ColorArray = [.. attempts.Select(one => (object)one.Row.Colour)],
            OpacityArray = [.. attempts.Select(one => passes(one.Row) ? (decimal?)0.9m : 0.15m)],
        },
    };

    private static string Slot(AttemptSnapshot attempt) => $"{attempt.Silo} {attempt.Slot[(attempt.Slot.LastIndexOf('/') + 1)..]}";

    private static string[] Slots(IReadOnlyList<ExperimentRow> rows) => [.. rows.SelectMany(row => row.Now.Attempts).Select(Slot).Distinct(StringComparer.Ordinal)];

    private static string Csv((ExperimentRow Row, AttemptSnapshot Attempt)[] attempts, DateTimeOffset now)
    {
        var text = new StringBuilder();
        TableCsv.Line(text, ["experiment", "attempt", "slot", "started", "ended", "seconds", "cause"]);
        foreach (var (row, attempt) in attempts)
        {
            TableCsv.Line(text, [row.Now.Id.Value, TableCsv.Write(attempt.Number), Slot(attempt), TableCsv.Write(attempt.Started), TableCsv.Write(attempt.Ended), TableCsv.Write(((attempt.Ended ?? now) - attempt.Started).TotalSeconds), attempt.Cause ?? ""]);
        }

        return text.ToString();
    }
}
