using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Rows.Filters;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Which knob matters: a line per experiment through its hyper-parameters to its objective. Dragging along an axis filters the page.</summary>
public sealed partial class ParallelChart
{
    private const int Height = 280;
    private readonly string id = "parallel-" + Guid.NewGuid().ToString("N");
    private ImmutableDictionary<string, AxisFilter> shown = ImmutableDictionary.Create<string, AxisFilter>(StringComparer.Ordinal);
    private ParallelCoordinates model = new([], [], []);
    private IList<ITrace> data = [];
    private PlotLayout layout = new();
    private Config config = new();
    private PlotlyChart? chart;
    private (ImmutableArray<ExperimentId> Experiments, ImmutableArray<double> Objective, bool Dark) drawn;
    private bool ready;

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Parameter, EditorRequired]
    public required SweepSnapshot Sweep { get; set; }

    [Parameter, EditorRequired]
    public required ImmutableArray<ExperimentSnapshot> Experiments { get; set; }

    /// <summary>What is narrowed.</summary>
    [Parameter]
    public ImmutableArray<AxisFilter> Filters { get; set; } = [];

    /// <summary>A person has narrowed or widened an axis.</summary>
    [Parameter]
    public EventCallback<ImmutableArray<AxisFilter>> Filtered { get; set; }

    [CascadingParameter(Name = "Dark")]
    public bool Dark { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var next = ParallelCoordinates.Of(Sweep, Experiments);
        var narrowed = Filters.ToImmutableDictionary(filter => filter.Field, StringComparer.Ordinal);
        var foreign = !Same(narrowed, shown);
        if (foreign || drawn.Experiments.IsDefault || drawn.Dark != Dark || !next.Experiments.SequenceEqual(drawn.Experiments) || !next.Objective.SequenceEqual(drawn.Objective))
        {
            (model, shown) = (next, narrowed);
            drawn = (next.Experiments, next.Objective, Dark);
            Build(foreign);
            await Draw();
        }
    }

    /// <param name="foreign">The ranges come from elsewhere: the chart is to forget its own.</param>
    private void Build(bool foreign)
    {
        var trace = ParallelTraces.Of(model, Filters, Dark);
        var revision = foreign ? Guid.NewGuid().ToString() : layout.UiRevision ?? "view";
        trace.UiRevision = revision;
        data = model.Axes.IsEmpty ? [] : [trace];
        layout = ParallelTraces.Layout(Dark, Height);
        layout.UiRevision = revision;
        config = ChartLook.Config("parallel");
    }

    private void Ready()
    {
        ready = true;
        _ = chart!.SubscribeRestyleEvent();
        _ = Watch();
    }

    private async Task Watch() => await Script.InvokeVoidAsync(
        "grid.watchChart", id, model.Experiments.Select(experiment => experiment.Value), model.Axes.Select((axis, i) => axis.Complete ? -1 : i).Where(i => i >= 0));

    private async Task Draw()
    {
        if (ready && chart is not null)
        {
            // The chart component has taken this round's parameters only after the next rendering.
            StateHasChanged();
            await Task.Yield();
            await chart.React();
            await Watch();
        }
    }

    private void Restyled(RestyleEventData change)
    {
        if (AxisFilter.Read(change.Changes, model) is { IsEmpty: false } changed)
        {
            shown = changed.Aggregate(shown, (now, filter) => filter.IsEmpty ? now.Remove(filter.Field) : now.SetItem(filter.Field, filter));
            _ = InvokeAsync(() => Filtered.InvokeAsync([.. shown.Values]));
        }
    }

    private static bool Same(ImmutableDictionary<string, AxisFilter> one, ImmutableDictionary<string, AxisFilter> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var filter) && string.Equals(filter.Write(), pair.Value.Write(), StringComparison.Ordinal));

    private async Task SaveTable()
    {
        var text = new StringBuilder();
        TableCsv.Line(text, ["experiment", .. model.Axes.Select(axis => axis.Name)]);
        foreach (var experiment in Experiments.Where(one => model.Experiments.Contains(one.Id)))
        {
            TableCsv.Line(text, [experiment.Id.Value, .. model.Axes.Select(axis => string.Join(' ', FilterField.Read(experiment, axis.Field).Select(value => value.Text)))]);
        }

        await Script.InvokeVoidAsync("grid.saveText", "parallel.csv", text.ToString());
    }
}
