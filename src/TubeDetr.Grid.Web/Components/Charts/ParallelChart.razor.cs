using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Curves;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Which knob matters: a line per experiment through its hyper-parameters to its objective. Dragging along an axis filters the page.</summary>
public sealed partial class ParallelChart
{
    private const int Height = 280;
    private readonly string id = "parallel-" + Guid.NewGuid().ToString("N");
    private readonly Dictionary<int, AxisFilter> filters = [];
    private ParallelCoordinates model = new([], [], []);
    private IList<ITrace> data = [];
    private PlotLayout layout = new();
    private Config config = new();
    private PlotlyChart? chart;
    private (ImmutableArray<ExperimentId> Experiments, ImmutableArray<double> Objective, bool Dark) drawn;
    private bool ready;

    [Parameter, EditorRequired]
    public required SweepSnapshot Sweep { get; set; }

    [Parameter, EditorRequired]
    public required ImmutableArray<ExperimentSnapshot> Experiments { get; set; }

    /// <summary>The ranges that were dragged; empty when none.</summary>
    [Parameter]
    public EventCallback<ImmutableArray<AxisFilter>> Filtered { get; set; }

    [CascadingParameter(Name = "Dark")]
    public bool Dark { get; set; }

    /// <summary>Takes all ranges away.</summary>
    public async Task Clear()
    {
        filters.Clear();
        Build();
        foreach (var dimension in ((Plotly.Blazor.Traces.ParCoords)data[0]).Dimensions)
        {
            dimension.ConstraintRange = null;
        }

        layout.UiRevision = Guid.NewGuid().ToString();
        await Draw();
        await Filtered.InvokeAsync([]);
    }

    protected override async Task OnParametersSetAsync()
    {
        var next = ParallelCoordinates.Of(Sweep, Experiments);
        if (drawn.Experiments.IsDefault || drawn.Dark != Dark || !next.Experiments.SequenceEqual(drawn.Experiments) || !next.Objective.SequenceEqual(drawn.Objective))
        {
            model = next;
            drawn = (next.Experiments, next.Objective, Dark);
            Build();
            await Draw();
        }
    }

    private void Build()
    {
        data = model.Axes.IsEmpty ? [] : [ParallelTraces.Of(model, Dark)];
        var revision = layout.UiRevision ?? "view";
        layout = ParallelTraces.Layout(Dark, Height);
        layout.UiRevision = revision;
        config = ChartLook.Config("parallel");
    }

    private void Ready()
    {
        ready = true;
        _ = chart!.SubscribeRestyleEvent();
    }

    private async Task Draw()
    {
        if (ready && chart is not null)
        {
            // The chart component has taken this round's parameters only after the next rendering.
            StateHasChanged();
            await Task.Yield();
            await chart.React();
        }
    }

    private void Restyled(RestyleEventData change)
    {
        if (AxisFilter.Read(change.Changes, model) is { IsEmpty: false } changed)
        {
            foreach (var filter in changed)
            {
                filters.Remove(filter.Axis);
                if (!filter.Ranges.IsEmpty)
                {
                    filters[filter.Axis] = filter;
                }
            }

            _ = InvokeAsync(() => Filtered.InvokeAsync([.. filters.Values]));
        }
    }
}
