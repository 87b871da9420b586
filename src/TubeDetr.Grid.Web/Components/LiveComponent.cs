using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Components;

/// <summary>
/// A component that follows feeds. While the page is rendered on the server for the first paint it waits a moment for the first answer, so
/// that the first paint shows something; afterwards it renders at most twice a second, however fast the news come, and not at all while nobody can see it.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    /// <summary>What suffices for people.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>How old what is shown may be where only the time has changed.</summary>
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstAnswer = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource leaving = new();

    [Inject]
    public required LiveGrid Grid { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required Attention Attention { get; set; }

    /// <summary>Least time between two renderings caused by news.</summary>
    protected virtual TimeSpan Pace => Beat;

    /// <summary>What is shown changes with time alone: news that say the same again are shown each time. Otherwise once a minute.</summary>
    protected virtual bool Ages => true;

    protected CancellationToken Leaving => leaving.Token;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            leaving.Cancel();
            leaving.Dispose();
        }
    }

    /// <summary>Applies the first answer if it comes soon; in a circuit, then follows until the component or the token goes.</summary>
    protected async Task Follow<T>(Feed<T> feed, Action<News<T>> apply, CancellationToken until = default)
        where T : class
    {
        var listener = feed.Listen();
        var stop = until.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(until, leaving.Token) : leaving;
        if (!RendererInfo.IsInteractive)
        {
            using (listener)
            {
                await ApplyFirst(listener, apply);
            }

            return;
        }

        if (feed.Latest is { } latest)
        {
            apply(latest);
        }

        _ = Keep(listener, apply, stop.Token);
    }

    private async Task ApplyFirst<T>(Listener<T> listener, Action<News<T>> apply)
        where T : class
    {
        using var patience = new CancellationTokenSource(FirstAnswer, Time);
        try
        {
            apply(await listener.Reader.ReadAsync(patience.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // The skeleton is shown; the circuit fills it.
        }
    }

    private async Task Keep<T>(Listener<T> listener, Action<News<T>> apply, CancellationToken stop)
        where T : class
    {
        using (listener)
        {
            News<T>? said = null;
            try
            {
                while (true)
                {
                    // First the wait, then the news: what comes meanwhile replaces it.
                    await listener.Reader.WaitToReadAsync(stop);
                    await Attention.Seen(stop);
                    if (listener.Reader.TryRead(out var news) && (Ages || said is null || !news.SaysTheSameAs(said) || news.At - said.At >= Minute))
                    {
                        said = news;
                        await InvokeAsync(() =>
                        {
                            apply(news);
                            StateHasChanged();
                        });
                    }

                    await Task.Delay(Pace, Time, stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The component has left.
            }
            catch (Exception e)
            {
                await DispatchExceptionAsync(e);
            }
        }
    }
}
