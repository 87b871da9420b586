using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Draws a figure, and draws it again in place when it is another one; the browser keeps zoom and selection.</summary>
public sealed partial class Plot
{
    private readonly string id = "plot-" + Guid.NewGuid().ToString("N");
    private PlotlyChart? chart;
    private Figure? drawn;
    private bool ready;

    [Inject]
    public required IJSRuntime Script { get; set; }

    /// <summary>One word: anchor in the page, name of saved files.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Null while there is nothing to draw.</summary>
    [Parameter, EditorRequired]
    public required Figure? Figure { get; set; }

    /// <summary>Says what would be drawn.</summary>
    [Parameter]
    public string Empty { get; set; } = "Points appear as experiments are evaluated.";

    /// <summary>How it is to be read.</summary>
    [Parameter]
    public string? Note { get; set; }

    [Parameter]
    public RenderFragment? Controls { get; set; }

    [Parameter]
    public int Height { get; set; } = 280;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Figure is null)
        {
            (ready, drawn) = (false, null);
        }
        else if (ready && chart is not null && !ReferenceEquals(drawn, Figure))
        {
            drawn = Figure;
            await chart.React();
            await Script.InvokeVoidAsync("grid.watchChart", id);
        }
    }

    /// <summary>The chart is on the page; what changed while it was being drawn is drawn with the next rendering.</summary>
    private void Ready()
    {
        ready = true;
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task SaveTable() => await Script.InvokeVoidAsync("grid.saveText", $"{Name}.csv", Figure?.Csv() ?? "");
}
