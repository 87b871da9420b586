using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Words;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>
/// Draws a metric of many experiments and keeps it up to date: once in a beat, in one call that adds points and one that replaces
/// curves whose thinning has changed. The browser keeps zoom and hidden traces.
/// </summary>
public sealed partial class CurveChart : IDisposable
{
    /// <summary>Least time from sending to sending. A chart takes the browser some thirty milliseconds each time, so not more often than a value needs to be seen within a second.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(750);

    private readonly string id = "curves-" + Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource leaving = new();
    private readonly TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> dirty = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private IList<ITrace> data = [];
    private IList<ITrace>? given;
    private PlotLayout layout = new();
    private PlotlyChart? chart;
    private CurveSheet? sheet;
    private ManyCurves? many;
    private HistorySet? listening;
    private Task? drawing;
    private ManyChange unsent = ManyChange.Nothing;
    private bool preparing;
    private bool ready;
    private bool anew = true;
    private bool watched;
    private bool drawnDark;
    private int points;
    private ImmutableArray<AttemptMark> marked = [];
    private ImmutableArray<LineStyle> styles = [];
    private double? constant;

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Inject]
    public required Attention Attention { get; set; }

    [Parameter, EditorRequired]
    public required string Metric { get; set; }

    [Parameter]
    public string? Title { get; set; }

    [Parameter, EditorRequired]
    public required HistorySet Histories { get; set; }

    [Parameter, EditorRequired]
    public required ImmutableArray<CurveLine> Lines { get; set; }

    [Parameter, EditorRequired]
    public required CurveView View { get; set; }

    /// <summary>A person looks at a part of the horizontal axis, or at all of it again.</summary>
    [Parameter]
    public EventCallback<CurveView> Viewed { get; set; }

    /// <summary>Steps at which later attempts went on, marked by thin lines; for one experiment alone.</summary>
    [Parameter]
    public ImmutableArray<AttemptMark> Marks { get; set; } = [];

    /// <summary>Pixels at medium size.</summary>
    [Parameter]
    public int Height { get; set; } = 280;

    /// <summary>The page has something more urgent to send: the chart's place is kept, and its curves are thinned beside the circuit.</summary>
    [Parameter]
    public bool Waits { get; set; }

    /// <summary>The browser has made the chart.</summary>
    [Parameter]
    public EventCallback Drawn { get; set; }

    [CascadingParameter(Name = "Dark")]
    public bool Dark { get; set; }

    [CascadingParameter]
    public ViewerZone? Zone { get; set; }

    private CurveView Shown => View with { Zone = Zone ?? ViewerZone.Utc };

    public void Dispose()
    {
        if (listening is not null)
        {
            listening.Changed -= MarkDirty;
        }

        leaving.Cancel();
        leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (listening != Histories)
        {
            if (listening is not null)
            {
                listening.Changed -= MarkDirty;
            }

            listening = Histories;
            listening.Changed += MarkDirty;
            (sheet, many) = (null, null);
        }

        if (!Waits)
        {
            called.TrySetResult();
            if (!preparing && (sheet is null || sheet.View != Shown || drawnDark != Dark || !sheet.Lines.SequenceEqual(Own) || !marked.SequenceEqual(Marks)))
            {
                Redraw();
            }
        }

        // Curves can be sent before the browser has made the chart.
        if (RendererInfo.IsInteractive)
        {
            drawing ??= KeepDrawing();
        }
    }

    /// <summary>The chart is made of what it was given with its first rendering: unless something has changed since, it need not be drawn again once it is there.</summary>
    protected override void OnAfterRender(bool firstRender) => given ??= chart?.Data;

    private void MarkDirty(object? sender, EventArgs e) => dirty.Writer.TryWrite(true);

    private void Ready()
    {
        ready = true;
        anew = !ReferenceEquals(data, given) || !ReferenceEquals(data, chart!.Data);
        _ = chart!.SubscribeRelayoutEvent();
        _ = InvokeAsync(Drawn.InvokeAsync);
        MarkDirty(null, EventArgs.Empty);
    }

    private void Relaid(RelayoutEventData change)
    {
        if (CurveAxes.TryRead(change.RawData, Shown, out var window) && window != View.Window)
        {
            _ = InvokeAsync(() => Viewed.InvokeAsync(View with { Window = window }));
        }
    }

    /// <summary>Lines with traces of their own: those with a colour, and those that grow.</summary>
    private ImmutableArray<CurveLine> Own => [.. Lines.Where(line => !ManyCurves.Takes(line, Histories.Of(line.Id)))];

    private static ImmutableArray<CurveLine> ManyOf(ImmutableArray<CurveLine> lines, HistorySet histories) => [.. lines.Where(line => ManyCurves.Takes(line, histories.Of(line.Id)))];

    private void Redraw()
    {
        sheet ??= new CurveSheet(Metric);
        many ??= new ManyCurves(Metric);
        sheet.Reset(Own, Shown, Histories.Of);
        Gather(many);
        (drawnDark, marked, points) = (Dark, Marks, sheet.Points + many.Points);
        Describe(sheet);
        MarkDirty(null, EventArgs.Empty);
    }

    /// <summary>Takes the many as they are now; what has to be told of them is told with the next sending.</summary>
    private void Gather(ManyCurves curves)
    {
        var change = curves.Update(ManyOf(Lines, Histories), Shown, Histories.Of);
        unsent = change > unsent ? change : unsent;
    }

    private void Describe(CurveSheet drawing)
    {
        styles = drawing.Styles;
        constant = CurveAxes.Constant(drawing.Traces, many?.Bounds);
        data = CurveTraces.Of(drawing, many?.Bounds);
        layout = CurveTraces.Layout(drawing, Title ?? Metric, Marks, Dark, View.Height(Height), constant);
        anew = true;
    }

    private async Task KeepDrawing()
    {
        try
        {
            await Prepare();
            await called.Task.WaitAsync(leaving.Token);
            await Task.Yield(); // the chart goes first: while the browser takes the curves in, the chart's own figure is written
            while (true)
            {
                await dirty.Reader.WaitToReadAsync(leaving.Token);
                await Attention.Seen(leaving.Token);
                dirty.Reader.TryRead(out _);
                var start = Time.GetTimestamp();
                await InvokeAsync(Send);
                // A beat from sending to sending; a browser that takes long over it rests as long as it worked.
                var taken = Time.GetElapsedTime(start);
                await Task.Delay(Beat - taken > taken ? Beat - taken : taken, Time, leaving.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or JSDisconnectedException or ObjectDisposedException)
        {
            // The page has left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task Prepare()
    {
        if (sheet is not null)
        {
            return;
        }

        preparing = true;
        var (lines, how, histories, curves) = (Lines, Shown, Histories, new ManyCurves(Metric));
        var change = await Task.Run(() => curves.Update(ManyOf(lines, histories), how, histories.Of), leaving.Token);
        (many, unsent, preparing) = (curves, change, false);
        if (!Waits)
        {
            // It was called meanwhile.
            Redraw();
            StateHasChanged();
        }
    }

    private async Task Send()
    {
        if (sheet is null || many is null)
        {
            return;
        }

        var wasReady = ready;
        var changes = TakeNews(sheet, many);

        // The browser keeps the many until there is a chart to draw them in: while it reads Plotly's script they are on their way.
        await SendMany(many);
        if (!wasReady || chart is null)
        {
            return; // what has come meanwhile is drawn with the next beat
        }

        // The figure's count is for whoever looks closely and is written with the page's next rendering; a first value takes a sentence away.
        var none = points == 0;
        points = sheet.Points + many.Points;
        if (none != (points == 0))
        {
            StateHasChanged();
        }

        if (anew)
        {
            await DrawAll(chart, sheet);
        }
        else
        {
            await Extend(chart, changes.Where(change => change.Added is > 0).ToArray());
            if (!anew)
            {
                await Replace(chart, changes.Where(change => change.Added is null).ToArray());
            }

            if (!watched)
            {
                await Watch();
            }
        }
    }

    /// <summary>Takes what has come since the last sending, and describes the chart anew where adding points would not do.</summary>
    private ImmutableArray<TraceChange> TakeNews(CurveSheet drawing, ManyCurves curves)
    {
        var (bounds, had) = (curves.Bounds, data);
        if (!drawing.Lines.SequenceEqual(Own))
        {
            Redraw();
        }
        else
        {
            Gather(curves);
            if (bounds != curves.Bounds)
            {
                Describe(drawing);
            }
        }

        var changes = drawing.Refresh(Histories.Of);
        if (!drawing.Styles.SequenceEqual(styles) || constant != CurveAxes.Constant(drawing.Traces, curves.Bounds) || (!ready && changes.Length > 0))
        {
            Describe(drawing);
        }

        if (!ReferenceEquals(had, data))
        {
            StateHasChanged();
        }

        return changes;
    }

    private async Task SendMany(ManyCurves curves)
    {
        var change = unsent;
        unsent = ManyChange.Nothing;
        if (change == ManyChange.Curves)
        {
            await Script.InvokeVoidAsync(
                "gridCurves.set",
                leaving.Token,
                id,
                curves.Bytes,
                curves.Offsets,
                curves.Lines.Select(line => line.Id.Value),
                curves.Lines.Select(line => line.Name),
                curves.Lines.Select(line => line.Details),
                ExperimentColour.Grey,
                ChartLook.Ink(Dark));
        }

        if (change == ManyChange.Shown || (change == ManyChange.Curves && curves.Shown.Length < curves.Lines.Length))
        {
            await Script.InvokeVoidAsync("gridCurves.show", leaving.Token, id, curves.Shown);
        }
    }

    private async Task DrawAll(PlotlyChart target, CurveSheet drawing)
    {
        if (!ReferenceEquals(target.Data, data))
        {
            // The chart has taken what was described only after the next rendering.
            StateHasChanged();
            await Task.Yield();
        }

        Fill(drawing);
        anew = false;
        await target.React(leaving.Token);
        await Watch();
    }

    private async Task Watch()
    {
        watched = true;
        await Script.InvokeVoidAsync("grid.watchChart", leaving.Token, id);
    }

    private void Fill(CurveSheet drawing)
    {
        for (var trace = 0; trace < drawing.Traces.Count; trace++)
        {
            CurveTraces.Fill(data[trace], drawing.Traces[trace]);
        }
    }

    private async Task Extend(PlotlyChart target, TraceChange[] changes)
    {
        if (changes.Length > 0)
        {
            await target.ExtendTraces(
                [.. changes.Select(c => CurveTraces.Values(c.Curve.X.AsSpan(^c.Added!.Value)))],
                [.. changes.Select(c => CurveTraces.Values(c.Curve.Y.AsSpan(^c.Added!.Value)))],
                [.. changes.Select(c => c.Trace)],
                null,
                leaving.Token);
        }
    }

    private async Task Replace(PlotlyChart target, TraceChange[] changes)
    {
        if (changes.Length > 0)
        {
            foreach (var change in changes)
            {
                CurveTraces.Fill(data[change.Trace], change.Curve);
            }

            var update = new { x = changes.Select(c => CurveTraces.Values(c.Curve.X)), y = changes.Select(c => CurveTraces.Values(c.Curve.Y)) };
            await target.Update(update, null, changes.Select(c => c.Trace), leaving.Token);
        }
    }

    private async Task SaveTable() => await Script.InvokeVoidAsync("grid.saveCsv", id, Metric);
}
