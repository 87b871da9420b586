using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Components.Layout;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Components.Pages;

/// <summary>One sweep: is it going well, which knob matters, which experiment, how did they learn.</summary>
public sealed partial class SweepPage
{
    private readonly List<ExperimentRow> rows = [];
    private ImmutableHashSet<ExperimentId>? among;
    private ImmutableArray<CurveLine> lines = [];
    private ImmutableArray<string> parameters = [];
    private ImmutableArray<string> metrics = [];
    private News<SweepView>? news;
    private SweepView? view;
    private HistorySet? histories;
    private FilterVocabulary vocabulary = FilterVocabulary.Of([]);
    private FilterReading reading = new(FilterNode.Everything, null);
    private FilterNode filter = FilterNode.Everything;
    private ExperimentRow[] shown = [];
    private PageAddress? address;
    private PageState state = new();

    /// <summary>The table has its rows: what takes the browser long comes after it.</summary>
    private bool settled;
    private bool settling;

    /// <summary>Metrics whose charts the browser has: one goes after the other, so that the first is there early.</summary>
    private ImmutableHashSet<string> drawn = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Inject]
    public required PlotlyScript Library { get; set; }

    private Exploration Look => state.Exploration;

    [CascadingParameter(Name = "Layout")]
    public MainLayout? Layout { get; set; }

    [Parameter]
    public required string Id { get; set; }

    /// <summary>Rows of a thousand need not change twice a second; curves do, by themselves.</summary>
    protected override TimeSpan Pace => rows.Count > PanelWatch.Many ? 4 * Beat : Beat;

    /// <summary>Times of what runs go on; of many experiments they are shown with other news, or after a minute.</summary>
    protected override bool Ages => rows.Count <= PanelWatch.Many && rows.Exists(row => row.GoesOn);

    protected override async Task OnInitializedAsync()
    {
        histories = new HistorySet(Grid);
        address = new PageAddress(Navigation);
        state = PageState.Read(Navigation.Uri);
        Layout?.SetCrumbs(new Crumb("Sweeps", ""), new Crumb(Id));
        await Follow(Grid.Sweep(new SweepId(Id)), Apply);
    }

    protected override void OnParametersSet()
    {
        if (address!.HasMoved())
        {
            state = PageState.Read(Navigation.Uri);
            Arrange();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (view is not null && !settling)
        {
            settling = true;
            await Script.InvokeVoidAsync("grid.settled", "[data-testid=experiment-row]", PlotlyScript.Interop, Library.IsWhole ? null : PlotlyScript.Small);
            settled = true;
            StateHasChanged();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            histories?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Apply(News<SweepView> latest)
    {
        news = latest;
        if (latest.Value is not { } sweep)
        {
            return;
        }

        view = sweep;
        Layout?.SetCrumbs(new Crumb("Sweeps", ""), new Crumb(sweep.Sweep.Name));
        foreach (var experiment in sweep.Experiments)
        {
            if (experiment.Index < rows.Count)
            {
                rows[experiment.Index].Update(experiment);
            }
            else
            {
                rows.Add(new ExperimentRow(experiment));
            }
        }

        Arrange();
    }

    private void Arrange()
    {
        if (view is null)
        {
            return;
        }

        var differing = view.Sweep.Differing;
        vocabulary = view.Vocabulary;
        parameters = state.AllParameters ? [.. view.Parameters] : differing;
        metrics = Look.Metrics.Length > 0 ? Exploration.List(Look.Metrics) : [.. new[] { "loss", "viou", view.Sweep.Objective.Metric }.Distinct(StringComparer.Ordinal)];
        // What is taken away is made anew when it comes back.
        drawn = Look.Group.Length == 0 && IsOpen("curves", true) ? drawn.Intersect(metrics) : drawn.Clear();
        reading = FilterLanguage.Read(state.Filter, vocabulary);
        // While a filter is being written, the last one that could be read stands.
        filter = reading.Node ?? filter;
        among = Passing();
        shown = [.. rows.Where(row => !state.Hidden.Contains(row.Index) && among?.Contains(row.Now.Id) != false)];
        lines = CurveLines.Of(shown, differing, view.Sweep.Objective);
        if (RendererInfo.IsInteractive)
        {
            histories?.Follow(view, [.. metrics.Concat(TableColumns.Metrics(Exploration.List(Look.Columns))).Distinct(StringComparer.Ordinal)], Closely());
        }
    }

    /// <summary>Who zooms in wants to see what is there: of curves with a colour of their own every value that is known, not the overview's.</summary>
    private HashSet<ExperimentId> Closely() => state.View.Window is null ? [] : [.. lines.Where(line => !line.IsGrey).Select(line => line.Id)];

    /// <summary>The experiments that the filter and the narrowed axes let through; null: all.</summary>
    private ImmutableHashSet<ExperimentId>? Passing()
    {
        var axes = Look.AxisFilters;
        return axes.IsEmpty && filter == FilterNode.Everything
            ? null
            : [.. rows.Where(row => filter.Matches(row.Now) && axes.All(axis => axis.Passes(row.Now))).Select(row => row.Now.Id)];
    }

    private bool IsOpen(string panel, bool usually) => Exploration.List(Look.Switched).Contains(panel, StringComparer.Ordinal) != usually;

    private void Switch(string panel) => Explore(Look.Switch(panel));

    private void Narrow(ImmutableArray<AxisFilter> filters) => Explore(Look.With(filters));

    private void Explore(Exploration next) => Set(state with { Exploration = next });

    private void Set(PageState next)
    {
        state = next;
        Arrange();
        address!.Write(next.Write());
    }
}
