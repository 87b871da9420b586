using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Components.Layout;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Pages;

/// <summary>One experiment: what was chosen for it, its attempts, how it learns, its checkpoints and its log.</summary>
public sealed partial class ExperimentPage
{
    private News<ExperimentSnapshot>? news;
    private ExperimentSnapshot? experiment;
    private News<LogTail>? log;
    private ImmutableArray<HyperParameterDefinition> definitions = [];
    private ImmutableArray<CurveLine> lines = [];
    private ImmutableArray<AttemptMark> marks = [];
    private ImmutableArray<string> metrics = [];
    private HistorySet? histories;
    private PageAddress? address;
    private PageState state = new();
    private bool others;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter(Name = "Layout")]
    public MainLayout? Layout { get; set; }

    [Parameter]
    public required string Id { get; set; }

    private ImmutableArray<string> Familiar => [.. metrics.Where(metric => MetricOrder.IsFamiliar(metric, experiment!.Objective.Metric))];

    private ImmutableArray<string> Others => [.. metrics.Where(metric => !MetricOrder.IsFamiliar(metric, experiment!.Objective.Metric))];

    protected override async Task OnInitializedAsync()
    {
        histories = new HistorySet(Grid);
        address = new PageAddress(Navigation);
        state = PageState.Read(Navigation.Uri);
        Layout?.SetCrumbs(new Crumb("Experiments", "experiments"), new Crumb(Id));
        var id = new ExperimentId(Id);
        if (RendererInfo.IsInteractive)
        {
            histories.Follow([id]);
        }

        await Follow(Grid.Experiment(id), Apply);
        await Follow(Grid.HyperParameters, latest => definitions = latest.Value?.Definitions ?? definitions);
        await Follow(Grid.Log(id), latest => log = latest);
        await Follow(Grid.Metrics(id), latest => metrics = MetricOrder.Of(latest.Value?.Series.Keys ?? []));
    }

    protected override void OnParametersSet()
    {
        if (address!.HasMoved())
        {
            state = PageState.Read(Navigation.Uri);
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

    private void Apply(News<ExperimentSnapshot> latest)
    {
        news = latest;
        if (latest.Value is not { } now)
        {
            return;
        }

        experiment = now;
        Layout?.SetCrumbs(new Crumb("Sweeps", ""), new Crumb(now.Sweep.Value, $"sweeps/{now.Sweep}"), new Crumb(SweepWords.ShortName(now.Id)));
        lines = [new CurveLine(now.Id, SweepWords.ShortName(now.Id), ExperimentColour.Of(now), "", now.Started ?? now.Created)];
        marks = [.. now.Attempts.Where(a => a.Number > 1).Select(a => new AttemptMark(a.Number, a.FromStep, AttemptWords.Resumed(now, a)))];
    }

    private void Set(PageState next)
    {
        state = next;
        address!.Write(next.Write());
    }
}
