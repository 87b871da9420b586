using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Experiments;

/// <summary>The experiments of a sweep: sortable, filterable, live without moving a row by itself.</summary>
public partial class ExperimentTable
{
    private const int Decimals = 4;
    private const string FilterExample = "Filter: running lr=0.0003 lr<1e-3";

    private MudDataGrid<ExperimentRow>? grid;

    [Inject]
    public required TimeProvider Time { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ExperimentRow> Rows { get; set; }

    [Parameter, EditorRequired]
    public required Objective Objective { get; set; }

    /// <summary>Names of the hyper-parameters with a column, in order.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<string> Parameters { get; set; }

    [Parameter, EditorRequired]
    public required HistorySet Histories { get; set; }

    [Parameter]
    public ExperimentId? Best { get; set; }

    [Parameter]
    public ImmutableSortedSet<int> Hidden { get; set; } = [];

    /// <summary>Hides the curves of the experiment at a place, or shows them again.</summary>
    [Parameter]
    public EventCallback<int> Toggled { get; set; }

    [Parameter]
    public string Filter { get; set; } = "";

    [Parameter]
    public EventCallback<string> FilterChanged { get; set; }

    /// <summary>Experiments that another filter of the page lets through; null: all.</summary>
    [Parameter]
    public ImmutableHashSet<ExperimentId>? Among { get; set; }

    [Parameter]
    public bool AllParameters { get; set; }

    [Parameter]
    public EventCallback<bool> AllParametersChanged { get; set; }

    private string ColumnSet => string.Join(',', Parameters);

    private DateTimeOffset Now => Time.GetUtcNow();

    private double Worst => Objective.Maximize ? double.NegativeInfinity : double.PositiveInfinity;

    private int Displaced => grid is null ? 0 : RowOrder.Displaced(Rows, Keys);

    private IReadOnlyList<(Func<ExperimentRow, object?> Key, bool Descending)> Keys =>
        [.. grid!.SortDefinitions.Values.OrderBy(sort => sort.Index).Select(sort => (sort.SortFunc, sort.Descending))];

    private string Shown
    {
        get
        {
            var passing = Rows.Count(Passes);
            return passing == Rows.Count ? SweepWords.Experiments(passing) : $"{passing} of {SweepWords.Experiments(Rows.Count)}";
        }
    }

    private object BestKey(ExperimentRow row) => row.Ordered.BestValue ?? Worst;

    private bool Passes(ExperimentRow row) => (Among is null || Among.Contains(row.Now.Id)) && RowFilter.Matches(row.Now, Filter);

    private void Reorder()
    {
        foreach (var row in Rows)
        {
            row.Reorder();
        }
    }
}
