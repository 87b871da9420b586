using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using TubeDetr.Grid.Contracts.Experiments;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>When each attempt trained, on which silo, and why it ended.</summary>
public sealed partial class AttemptChart
{
    private readonly string id = "attempts-" + Guid.NewGuid().ToString("N");
    private IList<ITrace> data = [];
    private PlotLayout layout = new();
    private PlotlyChart? chart;
    private (long Version, bool Dark) drawn;
    private bool ready;
    private bool changed;

    [Inject]
    public required TimeProvider Time { get; set; }

    [Parameter, EditorRequired]
    public required ExperimentSnapshot Experiment { get; set; }

    [CascadingParameter(Name = "Dark")]
    public bool Dark { get; set; }

    protected override void OnParametersSet()
    {
        if (drawn != (Experiment.Version, Dark))
        {
            drawn = (Experiment.Version, Dark);
            data = AttemptTraces.Of(Experiment, Time.GetUtcNow());
            layout = AttemptTraces.Layout(Experiment, Dark);
            changed = true;
        }
    }

    /// <summary>The chart is on the page; what changed while it was being drawn is drawn with the next rendering.</summary>
    private void Ready()
    {
        ready = true;
        _ = InvokeAsync(StateHasChanged);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (changed && ready && chart is not null)
        {
            changed = false;
            await chart.React();
        }
    }
}
