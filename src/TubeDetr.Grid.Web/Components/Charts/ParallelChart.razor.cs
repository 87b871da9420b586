using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Which knob matters: a line per experiment through its hyper-parameters to its objective. Dragging along an axis filters the page. Drawn by <c>parallel.js</c>.</summary>
public sealed partial class ParallelChart : IDisposable
{
    private const int Height = 280;
    private readonly string id = "parallel-" + Guid.NewGuid().ToString("N");
    private ImmutableDictionary<string, AxisFilter> shown = ImmutableDictionary.Create<string, AxisFilter>(StringComparer.Ordinal);
    private ParallelCoordinates model = new([], [], []);
    private (ImmutableArray<ExperimentId> Experiments, ImmutableArray<double> Objective, bool Dark) drawn;
    private DotNetObjectReference<ParallelChart>? self;
    private bool changed;

    /// <summary>The ranges come from elsewhere: the chart is to forget its own.</summary>
    private bool foreign;

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Parameter, EditorRequired]
    public required SweepView View { get; set; }

    /// <summary>What is narrowed.</summary>
    [Parameter]
    public ImmutableArray<AxisFilter> Filters { get; set; } = [];

    /// <summary>A person has narrowed or widened an axis.</summary>
    [Parameter]
    public EventCallback<ImmutableArray<AxisFilter>> Filtered { get; set; }

    [CascadingParameter(Name = "Dark")]
    public bool Dark { get; set; }

    public void Dispose() => self?.Dispose();

    /// <summary>A person has dragged along an axis.</summary>
    /// <param name="axis">Its place.</param>
    /// <param name="ranges">What it is narrowed to, in positions; none: it is not narrowed.</param>
    [JSInvokable]
    public Task Narrowed(int axis, double[][] ranges)
    {
        if (axis < 0 || axis >= model.Axes.Length)
        {
            return Task.CompletedTask; // a sweep that grew another axis meanwhile
        }

        var filter = model.Axes[axis].Narrow([.. ranges.Where(range => range.Length == 2).Select(range => (range[0], range[1]))]);
        shown = filter.IsEmpty ? shown.Remove(filter.Field) : shown.SetItem(filter.Field, filter);
        return InvokeAsync(() => Filtered.InvokeAsync([.. shown.Values]));
    }

    protected override void OnParametersSet()
    {
        var next = View.Parallel;
        var narrowed = Filters.ToImmutableDictionary(filter => filter.Field, StringComparer.Ordinal);
        var others = !Same(narrowed, shown);
        if (others || drawn.Experiments.IsDefault || drawn.Dark != Dark || !next.Experiments.SequenceEqual(drawn.Experiments) || !next.Objective.SequenceEqual(drawn.Objective))
        {
            foreign |= others || drawn.Experiments.IsDefault;
            (model, shown) = (next, narrowed);
            drawn = (next.Experiments, next.Objective, Dark);
            changed = true;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!changed || model.Axes.IsEmpty)
        {
            return;
        }

        self ??= DotNetObjectReference.Create(this);
        var ranges = foreign ? model.Axes.Select(RangesOf) : null;
        (changed, foreign) = (false, false);
        await Script.InvokeVoidAsync(
            "gridParallel.set",
            id,
            self,
            model.Experiments.Select(experiment => experiment.Value),
            model.Axes.Select(axis => new { axis.Name, axis.Low, axis.High, axis.Complete, Ticks = axis.Ticks.Select(tick => new object[] { tick.At, tick.Text }) }),
            MemoryMarshal.AsBytes<float>(model.Axes.SelectMany(axis => axis.Values).Select(value => (float)value).ToArray()).ToArray(),
            Colours(),
            Order(),
            ranges,
            new { Ink = ChartLook.Ink(Dark), Line = ChartLook.Axis(Dark), Paper = ChartLook.Paper(Dark), Range = ChartLook.Range(Dark), ExperimentColour.Grey });
    }

    private IEnumerable<double[]> RangesOf(ParallelAxis axis) =>
        shown.TryGetValue(axis.Field, out var filter) ? axis.RangesOf(filter).Select(range => new[] { range.Low, range.High }) : [];

    /// <summary>By the objective; high values stand out from either background, and the end of the scale that would vanish in it is left out.</summary>
    private IEnumerable<string> Colours()
    {
        var (low, high) = (model.Objective.Min(), model.Objective.Max());
        return model.Objective.Select(value => Viridis.At(high > low ? 0.15 + (0.85 * (value - low) / (high - low)) : 1, bright: Dark));
    }

    /// <summary>From the worst to the best, which is drawn last.</summary>
    private IEnumerable<int> Order()
    {
        var places = Enumerable.Range(0, model.Objective.Length);
        return View.Sweep.Objective.Maximize ? places.OrderBy(place => model.Objective[place]) : places.OrderByDescending(place => model.Objective[place]);
    }

    private static bool Same(ImmutableDictionary<string, AxisFilter> one, ImmutableDictionary<string, AxisFilter> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var filter) && string.Equals(filter.Write(), pair.Value.Write(), StringComparison.Ordinal));

    private async Task SaveTable()
    {
        var text = new StringBuilder();
        TableCsv.Line(text, ["experiment", .. model.Axes.Select(axis => axis.Name)]);
        foreach (var experiment in View.Experiments.Where(one => model.Experiments.Contains(one.Id)))
        {
            TableCsv.Line(text, [experiment.Id.Value, .. model.Axes.Select(axis => string.Join(' ', FilterField.Read(experiment, axis.Field).Select(value => value.Text)))]);
        }

        await Script.InvokeVoidAsync("grid.saveText", "parallel.csv", text.ToString());
    }
}
