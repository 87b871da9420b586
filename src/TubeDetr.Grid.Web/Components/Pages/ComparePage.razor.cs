using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Components.Layout;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Tubes;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Pages;

/// <summary>Experiments of any sweeps beside each other: what differs, their curves, and the tubes that each found in the same clips.</summary>
public sealed partial class ComparePage
{
    private readonly Dictionary<ExperimentId, News<ExperimentSnapshot>> latest = [];
    private readonly Dictionary<ExperimentId, (CheckpointRecord Checkpoint, EvaluatedClips? Clips)> evaluations = [];
    private CancellationTokenSource following = new();
    private PageAddress? address;
    private CompareState state = new();
    private HistorySet? histories;
    private News<ExperimentList>? all;
    private ImmutableArray<HyperParameterDefinition> definitions = [];
    private ImmutableArray<ComparedExperiment> compared = [];
    private ImmutableArray<ExperimentId> missing = [];
    private ImmutableArray<CurveLine> lines = [];
    private ImmutableArray<ClipRow> rows = [];
    private ImmutableArray<ClipRow> sorted = [];
    private string? fault;
    private DateTimeOffset readAt;
    private bool reading;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IPredictionReader Predictions { get; set; }

    [CascadingParameter(Name = "Layout")]
    public MainLayout? Layout { get; set; }

    private IEnumerable<string> Metrics => MetricOrder.Of(compared.SelectMany(one => new[] { "loss", "viou", one.Now.Objective.Metric }).Distinct(StringComparer.Ordinal));

    private ClipRow? Shown => sorted.FirstOrDefault(row => string.Equals(row.Clip.Key, state.Clip, StringComparison.Ordinal)) ?? sorted.FirstOrDefault(row => row.HasTube) ?? sorted.FirstOrDefault();

    private int Newer => compared.Count(one => one.Evaluated(state.Last) is { } checkpoint && evaluations.TryGetValue(one.Now.Id, out var taken) && !Same(taken.Checkpoint, checkpoint));

    private string Epochs => string.Join(", ", compared.Where(one => evaluations.ContainsKey(one.Now.Id)).Select(one => $"{one.Name} after epoch {evaluations[one.Now.Id].Checkpoint.Epoch}"));

    protected override async Task OnInitializedAsync()
    {
        Layout?.SetCrumbs(new Crumb("Compare"));
        histories = new HistorySet(Grid);
        address = new PageAddress(Navigation);
        state = CompareState.Read(Navigation.Uri);
        await FollowExperiments();
        await Follow(Grid.AllExperiments, news => all = news);
        await Follow(Grid.HyperParameters, news => definitions = news.Value?.Definitions ?? definitions);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!address!.HasMoved())
        {
            return;
        }

        var next = CompareState.Read(Navigation.Uri);
        if (!next.Experiments.SequenceEqual(state.Experiments) || next.Last != state.Last)
        {
            await Show(next);
        }
        else
        {
            state = next;
            Sort();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            following.Cancel();
            following.Dispose();
            histories?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task Set(CompareState next)
    {
        var showing = Show(next);
        address!.Write(next.Write());
        await showing;
    }

    private async Task Show(CompareState next)
    {
        var others = !next.Experiments.SequenceEqual(state.Experiments);
        var anew = next.Last != state.Last;
        state = next;
        if (others)
        {
            await FollowExperiments();
        }

        if (anew)
        {
            await Take();
        }

        Sort();
    }

    private async Task FollowExperiments()
    {
        await following.CancelAsync();
        following.Dispose();
        following = new CancellationTokenSource();
        foreach (var gone in latest.Keys.Except(state.Experiments).ToList())
        {
            latest.Remove(gone);
            evaluations.Remove(gone);
        }

        await Task.WhenAll(state.Experiments.Select(id => Follow(Grid.Experiment(id), news => Apply(id, news), following.Token)));

        if (RendererInfo.IsInteractive)
        {
            histories?.Follow(state.Experiments);
        }

        Arrange();
        await ReadUnread();
    }

    private void Apply(ExperimentId id, News<ExperimentSnapshot> news)
    {
        latest[id] = news;
        Arrange();
        if (compared.Any(one => one.Now.Id == id && !evaluations.ContainsKey(id) && one.Evaluated(state.Last) is not null))
        {
            _ = InvokeAsync(ReadUnread);
        }
    }

    private void Arrange()
    {
        var before = compared.Select(one => one.Now.Id).ToArray();
        var known = state.Experiments.Where(latest.ContainsKey).Select(id => latest[id]).ToArray();
        compared = ComparedExperiment.Of([.. known.Select(news => news.Value).OfType<ExperimentSnapshot>()]);
        missing = [.. state.Experiments.Where(id => latest.TryGetValue(id, out var news) && news is { Known: true, Value: null })];
        fault = known.Select(news => news.Fault).FirstOrDefault(sentence => sentence is not null) ?? fault;
        fault = known.Length > 0 && known.All(news => news.Fault is null) ? null : fault;
        readAt = known.Select(news => news.At).DefaultIfEmpty().Min();
        lines = [.. compared.Select(one => new CurveLine(one.Now.Id, one.Name, one.Colour, "", one.Now.Started ?? one.Now.Created))];
        if (!before.SequenceEqual(compared.Select(one => one.Now.Id)))
        {
            Align();
        }
    }

    /// <summary>Takes the newest evaluation of every experiment.</summary>
    private async Task Take()
    {
        evaluations.Clear();
        await ReadUnread();
    }

    /// <summary>Reads the evaluations of experiments of which none is shown yet; one that is shown stays, so that nothing moves by itself.</summary>
    private async Task ReadUnread()
    {
        if (!RendererInfo.IsInteractive)
        {
            return; // the first paint does not wait for the store
        }

        var unread = compared.Where(one => !evaluations.ContainsKey(one.Now.Id)).ToList();
        reading = unread.Count > 0;
        foreach (var one in unread)
        {
            if (one.Evaluated(state.Last) is { } checkpoint)
            {
                evaluations[one.Now.Id] = (checkpoint, null);
                await Read(one.Now.Id, checkpoint);
            }
        }

        reading = false;
        Align();
        StateHasChanged();
    }

    private async Task Read(ExperimentId id, CheckpointRecord checkpoint)
    {
        try
        {
            evaluations[id] = (checkpoint, await Predictions.Read(checkpoint, Leaving));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            evaluations.Remove(id);
            fault = Faults.Describe(e);
        }
    }

    private void Align()
    {
        rows = ClipRows.Of([.. compared.Select(one => evaluations.GetValueOrDefault(one.Now.Id).Clips)]);
        Sort();
    }

    private void Sort() => sorted = ClipRows.Sorted(rows, state.Order, state.Duel);

    private static bool Same(CheckpointRecord a, CheckpointRecord b) => string.Equals(a.Blob, b.Blob, StringComparison.Ordinal);
}
