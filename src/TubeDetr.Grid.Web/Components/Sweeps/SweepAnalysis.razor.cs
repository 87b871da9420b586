using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Components.Sweeps;

/// <summary>Scatter, slices, contour, history of the best and time line of a sweep. Draws only what is open, and only when it has changed.</summary>
public partial class SweepAnalysis
{
    private (long Version, ImmutableHashSet<ExperimentId>? Among, Exploration Look, bool Dark) drawn;
    private Figure? scatter;
    private Figure? contour;
    private Figure? best;
    private Figure? slots;
    private ImmutableArray<(string Name, Figure? Figure)> slices = [];

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required PlotlyScript PlotlyScript { get; set; }

    [Parameter, EditorRequired]
    public required SweepSnapshot Sweep { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ExperimentRow> Rows { get; set; }

    /// <summary>Experiments that the page's filters let through; null: all.</summary>
    [Parameter]
    public ImmutableHashSet<ExperimentId>? Among { get; set; }

    [Parameter, EditorRequired]
    public required FilterVocabulary Vocabulary { get; set; }

    [Parameter, EditorRequired]
    public required Exploration Exploration { get; set; }

    [Parameter]
    public EventCallback<Exploration> Explored { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, bool> IsOpen { get; set; }

    [CascadingParameter(Name = "Dark")]
    public bool Dark { get; set; }

    private IEnumerable<string> Fields =>
        [.. Sweep.Differing.Select(name => FilterField.Parameters + name), "best", "last", "epochs", "step", "place", .. Vocabulary.Metrics.Select(name => FilterField.Metrics + name)];

    private string X => Exploration.At(Exploration.Scatter, 0) is { Length: > 0 } chosen ? chosen : Sweep.Differing.IsEmpty ? "place" : FilterField.Parameters + Sweep.Differing[0];

    private string Y => Exploration.At(Exploration.Scatter, 1) is { Length: > 0 } chosen ? chosen : "best";

    private string Colour => Exploration.At(Exploration.Scatter, 2);

    private string Across => Exploration.At(Exploration.Contour, 0) is { Length: > 0 } name ? name : Sweep.Differing[0];

    private string Up => Exploration.At(Exploration.Contour, 1) is { Length: > 0 } name ? name : Sweep.Differing[1];

    protected override void OnParametersSet()
    {
        if (drawn != (Sweep.Version, Among, Exploration, Dark))
        {
            drawn = (Sweep.Version, Among, Exploration, Dark);
            Draw();
        }
    }

    private void Draw()
    {
        scatter = IsOpen("scatter") ? ScatterFigure.Of(Rows, Passes, X, Y, Colour, Dark) : null;
        contour = null;
        if (IsOpen("contour") && Sweep.Differing.Length > 1)
        {
            PlotlyScript.NeedWhole();
            contour = ContourFigure.Of([.. Rows.Where(Passes)], FilterField.Parameters + Across, FilterField.Parameters + Up, Sweep.Objective, Dark);
        }

        best = IsOpen("best") ? BestFigure.Of(Rows, Passes, Sweep.Objective, Dark) : null;
        slots = IsOpen("slots") ? SlotFigure.Of(Rows, Passes, Sweep.Created, Time.GetUtcNow(), Dark) : null;
        slices = IsOpen("slice") ? [.. Sweep.Differing.Select(name => (name, Slice(name)))] : [];
    }

    private Figure? Slice(string name)
    {
        var figure = ScatterFigure.Of(Rows, Passes, FilterField.Parameters + name, "best", "place", Dark, 200);
        if (figure is not null)
        {
            ((Plotly.Blazor.Traces.Scatter)figure.Data[0]).Marker.ShowScale = false;
        }

        return figure;
    }

    private bool Passes(ExperimentRow row) => Among?.Contains(row.Now.Id) ?? true;

    private Task Switch(string panel) => Explored.InvokeAsync(Exploration.Switch(panel));

    private Task SetScatter(string x, string y, string colour) => Explored.InvokeAsync(Exploration with { Scatter = $"{x},{y},{colour}" });
}
