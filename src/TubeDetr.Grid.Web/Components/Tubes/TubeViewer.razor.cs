using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Tubes;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Tubes;

/// <summary>Shows one clip: its pictures with everybody's boxes, everybody's moment against the truth, and how well the boxes agree.</summary>
public sealed partial class TubeViewer : IDisposable
{
    private const int MostThumbs = 10;
    private readonly CancellationTokenSource leaving = new();
    private ElementReference root;
    private DotNetObjectReference<TubeViewer>? self;
    private ClipRow? shown;
    private Film? film;
    private StripLayout? layout;
    private bool looked;
    private string? fault;
    private bool changed;

    [Inject]
    public required IPredictionReader Predictions { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Parameter, EditorRequired]
    public required ClipRow Row { get; set; }

    [Parameter, EditorRequired]
    public ImmutableArray<ComparedExperiment> Compared { get; set; } = [];

    /// <summary>Which frame is shown first, from 0.</summary>
    [Parameter]
    public int Frame { get; set; }

    /// <summary>The frame at which somebody stopped.</summary>
    [Parameter]
    public EventCallback<int> FrameChanged { get; set; }

    private IEnumerable<(ComparedExperiment One, int Place)> Numbered => Compared.Select((one, place) => (one, place));

    private int StripRows => (layout!.Frames.Count + layout.Columns - 1) / layout.Columns;

    private string ScreenStyle => string.Create(CultureInfo.InvariantCulture, $"aspect-ratio:{film!.Width}/{film.Height};max-width:min(100%, {Math.Max(320, 360 * film.Width / film.Height)}px)");

    private string Facts => string.Join(" · ", new[]
    {
        Row.Clip.Question is { } question ? $"{question} question" : null,
        $"clip {Row.Clip.Video} of {Row.Clip.Set}",
        $"tube of {Numbers.Significant(Row.Clip.TubeSeconds)} s",
        $"box {Numbers.Percent(Row.Clip.BoxPart)} of the picture",
    }.OfType<string>());

    private IEnumerable<int> Thumbs => Enumerable.Range(0, Math.Min(MostThumbs, film!.Frames.Length)).Select(i => i * film.Frames.Length / Math.Min(MostThumbs, film.Frames.Length));

    /// <summary>Called by the browser where a person stops moving through the clip.</summary>
    [JSInvokable]
    public Task Stopped(int frame) => InvokeAsync(() => FrameChanged.InvokeAsync(frame));

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(shown, Row))
        {
            return; // what moves in the browser is left alone
        }

        var next = Film.Of(Row);
        (shown, changed) = (Row, true);
        looked = looked && string.Equals(film?.Strip, next?.Strip, StringComparison.Ordinal);
        (layout, fault) = looked ? (layout, fault) : (null, null);
        film = next;
        if (film is not null && !looked)
        {
            var strip = film.Strip;
            StripLayout? found = null;
            string? why = null;
            try
            {
                found = await Predictions.ReadLayout(strip, leaving.Token);
            }
            catch (Exception e) when (!leaving.IsCancellationRequested)
            {
                // Boxes and moments are here without the pictures.
                why = Faults.Describe(e);
            }

            if (string.Equals(film?.Strip, strip, StringComparison.Ordinal))
            {
                (layout, fault, looked, changed) = (found, why, true, true);
            }
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (changed && film is not null)
        {
            changed = false;
            self ??= DotNetObjectReference.Create(this);
            await Script.InvokeVoidAsync("tubes.show", leaving.Token, root, ForBrowser(), First(film), self);
        }
    }

    /// <summary>Where the address says nothing, the first annotated frame.</summary>
    private int First(Film shownFilm) => Frame > 0
        ? Math.Min(Frame, shownFilm.Frames.Length - 1)
        : Math.Max(0, shownFilm.Truth.Index().FirstOrDefault(frame => frame.Item is not null).Index);

    private static string Span(double start, double end) => string.Create(CultureInfo.InvariantCulture, $"left:{100 * start:0.##}%;width:{100 * Math.Max(0, end - start):0.##}%");

    private static string Moment(ClipTube? tube) => tube is { Start: { } start, End: { } end, Fps: > 0 } ? $"{Numbers.Fixed(start / tube.Fps, 1)}–{Numbers.Fixed(end / tube.Fps, 1)} s" : Numbers.Absent;

    private string Seconds(int frame) => Numbers.Fixed(film!.SecondsOf(frame), 1) + " s";

    private string Position(int frame)
    {
        var tile = Film.Nearest(layout!.Frames, film!.Frames[frame]);
        double Part(int at, int count) => count > 1 ? 100.0 * at / (count - 1) : 0;
        return string.Create(CultureInfo.InvariantCulture, $"background-position:{Part(tile % layout.Columns, layout.Columns):0.##}% {Part(tile / layout.Columns, StripRows):0.##}%");
    }

    private object ForBrowser() => new
    {
        seconds = Enumerable.Range(0, film!.Frames.Length).Select(film.SecondsOf),
        tiles = layout is null ? null : film.Frames.Select(frame => Film.Nearest(layout.Frames, frame)),
        columns = layout?.Columns ?? 1,
        rows = layout is null ? 1 : StripRows,
        truth = film.Truth,
        boxes = film.Tracks.Select(track => track?.Boxes),
        ious = film.Tracks.Select(track => track?.Ious.Select(iou => iou is { } value ? (float?)value : null)),
    };
}
