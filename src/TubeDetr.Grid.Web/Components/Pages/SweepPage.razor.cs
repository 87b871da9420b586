using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Components.Layout;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Pages;

/// <summary>One sweep: is it going well, which knob matters, which experiment, how did they learn.</summary>
public sealed partial class SweepPage
{
    private readonly List<ExperimentRow> rows = [];
    private ImmutableArray<AxisFilter> axisFilters = [];
    private ImmutableHashSet<ExperimentId>? among;
    private ImmutableArray<CurveLine> lines = [];
    private ImmutableArray<string> parameters = [];
    private ImmutableArray<string> metrics = [];
    private News<SweepView>? news;
    private SweepView? view;
    private HistorySet? histories;
    private ParallelChart? parallel;
    private PageState state = new();

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter(Name = "Layout")]
    public MainLayout? Layout { get; set; }

    [Parameter]
    public required string Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        histories = new HistorySet(Grid);
        state = PageState.Read(Navigation.Uri);
        Layout?.SetCrumbs(new Crumb("Sweeps", ""), new Crumb(Id));
        await Follow(Grid.Sweep(new SweepId(Id)), Apply);
    }

    protected override void OnParametersSet()
    {
        var latest = PageState.Read(Navigation.Uri);
        if (latest != state)
        {
            state = latest;
            Arrange();
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
            if (rows.Find(row => row.Now.Id == experiment.Id) is { } row)
            {
                row.Update(experiment);
            }
            else
            {
                rows.Add(new ExperimentRow(experiment));
            }
        }

        Arrange();
        if (RendererInfo.IsInteractive)
        {
            histories?.Follow(sweep, metrics);
        }
    }

    private void Arrange()
    {
        if (view is null)
        {
            return;
        }

        var differing = view.Sweep.Differing;
        parameters = state.AllParameters
            ? [.. differing, .. view.Experiments.SelectMany(e => e.HyperParameters.Values.Keys).Distinct(StringComparer.Ordinal).Except(differing, StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : differing;
        metrics = [.. new[] { "loss", "viou", view.Sweep.Objective.Metric }.Distinct(StringComparer.Ordinal)];
        among = AxisFilter.Passing(axisFilters, ParallelCoordinates.Of(view.Sweep, view.Experiments));
        var shown = rows.Where(row => !state.Hidden.Contains(row.Index) && among?.Contains(row.Now.Id) != false && RowFilter.Matches(row.Now, state.Filter)).ToArray();
        lines = CurveLines.Of(shown, differing, view.Sweep.Objective);
    }

    private void FilterAxes(ImmutableArray<AxisFilter> filters)
    {
        axisFilters = filters;
        Arrange();
    }

    private Task ClearAxes() => parallel?.Clear() ?? Task.CompletedTask;

    private void Set(PageState next)
    {
        state = next;
        Arrange();
        Navigation.NavigateTo(new Uri(Navigation.Uri).AbsolutePath + next.Write(), new NavigationOptions { ReplaceHistoryEntry = true });
    }
}
