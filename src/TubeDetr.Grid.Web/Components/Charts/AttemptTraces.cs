using System.Globalization;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Words;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Attempts as horizontal bars from their beginning to their end, with the cause written on them.</summary>
public static class AttemptTraces
{
    private const string Running = "#1765ad";
    private const string Done = "#1a7340";
    private const string Broken = "#8a5a00";

    public static int Height(ExperimentSnapshot experiment) => 56 + (26 * Math.Max(1, experiment.Attempts.Length));

    public static IList<ITrace> Of(ExperimentSnapshot experiment, DateTimeOffset now) =>
    [
        new Bar
        {
            Orientation = OrientationEnum.H,
            Y = [.. experiment.Attempts.Select(a => (object)Label(a))],
            X = [.. experiment.Attempts.Select(a => (object)Math.Max(0.05, ((a.Ended ?? now) - a.Started).TotalMinutes))],
            Base = experiment.Attempts.Select(a => (a.Started - experiment.Created).TotalMinutes).ToArray(),
            TextArray = [.. experiment.Attempts.Select(a => $"{a.Silo}: {AttemptWords.Cause(a)}")],
            TextPosition = TextPositionEnum.Auto,
            HoverTemplate = "%{y}: %{text}<br>%{x:.4~g} min<extra></extra>",
            Marker = new Marker { ColorArray = [.. experiment.Attempts.Select(a => (object)Colour(experiment, a))] },
            Width = 0.7m,
        },
    ];

    public static PlotLayout Layout(ExperimentSnapshot experiment, bool dark)
    {
        var layout = ChartLook.Layout(dark, Height(experiment));
        layout.Margin = new Margin { L = 76, R = 12, T = 4, B = 38 };
        layout.XAxis = [ChartLook.XAxis(dark, "time since it was created (min)")];
        var axis = ChartLook.YAxis(dark, "", log: false);
        axis.Type = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Category;
        axis.AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed;
        layout.YAxis = [axis];
        return layout;
    }

    private static string Label(AttemptSnapshot attempt) => string.Create(CultureInfo.InvariantCulture, $"attempt {attempt.Number}");

    private static string Colour(ExperimentSnapshot experiment, AttemptSnapshot attempt) =>
        attempt.Ended is null ? Running
        : attempt.Number == experiment.Attempt && experiment.State == ExperimentState.Completed ? Done
        : Broken;
}
