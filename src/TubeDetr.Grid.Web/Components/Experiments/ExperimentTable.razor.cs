using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Rows.Filters;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Experiments;

/// <summary>The experiments of a sweep: sortable, filterable, live without moving a row by itself.</summary>
public partial class ExperimentTable
{
    private const int PinnedWidth = 116;
    private const int FirstWidth = 168;

    /// <summary>More rows than these are only there while they are in view.</summary>
    internal const int Many = 100;

    private readonly Dictionary<string, TableColumn> remembered = new(StringComparer.Ordinal);
    private MudDataGrid<ExperimentRow>? grid;
    private ImmutableArray<TableColumn> known = [];
    private ImmutableArray<TableColumn> columns = [];

    /// <summary>What the table shows: a grid makes every row anew, so it is left alone while nothing of it has changed.</summary>
    private object? showing;
    private bool same;

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ExperimentRow> Rows { get; set; }

    [Parameter, EditorRequired]
    public required SweepSnapshot Sweep { get; set; }

    /// <summary>Names of the hyper-parameters that usually have a column, in order.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<string> Parameters { get; set; }

    [Parameter, EditorRequired]
    public required FilterVocabulary Vocabulary { get; set; }

    /// <summary>The filter as it was read.</summary>
    [Parameter, EditorRequired]
    public required FilterReading Reading { get; set; }

    [Parameter, EditorRequired]
    public required HistorySet Histories { get; set; }

    [Parameter]
    public ImmutableSortedSet<int> Hidden { get; set; } = [];

    /// <summary>Hides the curves of the experiment at a place, or shows them again.</summary>
    [Parameter]
    public EventCallback<int> Toggled { get; set; }

    [Parameter]
    public string Filter { get; set; } = "";

    [Parameter]
    public EventCallback<string> FilterChanged { get; set; }

    /// <summary>Experiments that the filters of the page let through; null: all.</summary>
    [Parameter]
    public ImmutableHashSet<ExperimentId>? Among { get; set; }

    [Parameter]
    public bool AllParameters { get; set; }

    [Parameter]
    public EventCallback<bool> AllParametersChanged { get; set; }

    [Parameter]
    public Exploration Exploration { get; set; } = new();

    /// <summary>Columns, order or choice have changed.</summary>
    [Parameter]
    public EventCallback<Exploration> Explored { get; set; }

    private Objective Objective => Sweep.Objective;

    private ExperimentId? Best => Sweep.Best;

    private ImmutableSortedSet<int> Chosen => Exploration.ChosenPlaces;

    private string CompareLink => "compare?x=" + string.Join(',', Chosen.Select(place => ExperimentId.Of(Sweep.Id, place).Value));

    private ImmutableArray<string> Keys => Exploration.Columns.Length > 0 ? Exploration.List(Exploration.Columns) : TableColumns.Usual(Parameters);

    private ImmutableArray<string> Pinned => Exploration.List(Exploration.Pinned);

    private string ColumnSet => string.Join(',', columns.Select(column => column.Key)) + "|" + Exploration.Pinned;

    /// <summary>How long the time of what trains may stand still while nothing else changes.</summary>
    private TimeSpan Pace => Rows.Count > Many ? TimeSpan.FromSeconds(30) : 4 * LiveComponent.Beat;

    private int Displaced => grid is null ? 0 : RowOrder.Displaced(Rows, Sorting);

    private IReadOnlyList<(Func<ExperimentRow, object?> Key, bool Descending)> Sorting =>
        [.. grid!.SortDefinitions.Values.OrderBy(sort => sort.Index).Select(sort => (sort.SortFunc, sort.Descending))];

    private string Shown
    {
        get
        {
            var passing = Rows.Count(Passes);
            return passing == Rows.Count ? SweepWords.Experiments(passing) : $"{passing} of {SweepWords.Experiments(Rows.Count)}";
        }
    }

    protected override void OnParametersSet()
    {
        var running = Rows.Any(row => row.GoesOn);
        var now = (Versions(), Sweep.Best, string.Join(',', Parameters), Vocabulary, Reading, Metrics ? Histories.Grown : 0, Hidden, Among, (AllParameters, Exploration, Filter), running ? Time.GetUtcNow().Ticks / Pace.Ticks : 0);
        same = now.Equals(showing);
        if (same)
        {
            return;
        }

        showing = now;
        var others = Vocabulary.Parameters.Except(Parameters, StringComparer.Ordinal);
        known = [.. new TableColumns(Objective, [.. Parameters, .. others], Vocabulary.Metrics, Histories.Of, Time).All.Select(Remember)];
        var shown = known.ToDictionary(column => column.Key, StringComparer.Ordinal);
        columns = [.. Pinned.Where(key => Keys.Contains(key, StringComparer.Ordinal)).Concat(Keys).Distinct(StringComparer.Ordinal).Where(shown.ContainsKey).Select(key => shown[key])];
    }

    protected override bool ShouldRender()
    {
        var skip = same;
        same = false;
        return !skip;
    }

    /// <summary>Parameters that came while a rendering was due were rendered with it: they are no reason to skip the next one.</summary>
    protected override void OnAfterRender(bool firstRender) => same = false;

    /// <summary>The grid sorts by a column's function, so that a column stays the same object.</summary>
    private TableColumn Remember(TableColumn column) => remembered.TryGetValue(column.Key, out var same) ? same : remembered[column.Key] = column;

    /// <summary>True with columns that come from curves.</summary>
    private bool Metrics => TableColumns.Metrics(Keys).Any();

    private long Versions() => Rows.Aggregate((long)Rows.Count, (sum, row) => (sum * 31) + row.Now.Version);

    private bool Passes(ExperimentRow row) => Among is null || Among.Contains(row.Now.Id);

    private string Class(TableColumn column) => (column.Numeric ? "num" : "") + (IsPinned(column) ? " pinned" : "");

    private bool IsPinned(TableColumn column) => Pinned.Contains(column.Key, StringComparer.Ordinal);

    private string? Place(TableColumn column) =>
        IsPinned(column) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"left:{FirstWidth + (PinnedWidth * columns.IndexOf(column))}px") : null;

    private SortDirection Direction(TableColumn column) => Exploration.List(Exploration.Sort) switch
    {
        var sort when sort.Contains(column.Key, StringComparer.Ordinal) => SortDirection.Ascending,
        var sort when sort.Contains(column.Key + ":d", StringComparer.Ordinal) => SortDirection.Descending,
        _ => SortDirection.None,
    };

    private async Task Sorted()
    {
        Reorder();
        var sort = grid!.SortDefinitions.Values.OrderBy(one => one.Index)
            .Select(one => (Column: columns.FirstOrDefault(column => ReferenceEquals(column.Sort, one.SortFunc)), one.Descending))
            .Where(one => one.Column is not null)
            .Select(one => one.Column!.Key + (one.Descending ? ":d" : ""));
        await Explored.InvokeAsync(Exploration with { Sort = Exploration.List(sort) });
    }

    private Task Only(string field, string value)
    {
        var condition = $"{field} = {FilterLanguage.Quote(value)}";
        return FilterChanged.InvokeAsync(string.IsNullOrWhiteSpace(Filter) ? condition : $"({Filter}) and {condition}");
    }

    private async Task SaveTable() =>
        await Script.InvokeVoidAsync("grid.saveText", $"{Sweep.Name}.csv", TableCsv.Of(grid?.FilteredItems ?? Rows.Where(Passes), columns));

    private void Reorder()
    {
        foreach (var row in Rows)
        {
            row.Reorder();
        }
    }
}
