using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components;

/// <summary>A circuit without a browser, over a grid that answers.</summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    /// <summary>Ends a test that waits in vain; what is waited for takes as long as the machine needs.</summary>
    static PageTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(60);

    private protected PageTest()
    {
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IGridClient>(Client);
        Services.AddSingleton<IPredictionReader>(Predictions);
        Services.AddSingleton(new Polling(Time, NullLogger<Polling>.Instance));
        Services.AddSingleton<LiveGrid>();
        Services.AddSingleton(Attention);
        Services.AddSingleton<PlotlyScript>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", true));
    }

    internal AnsweringGridClient Client { get; } = new();

    internal AnsweringPredictions Predictions { get; } = new();

    internal Attention Attention { get; } = new();

    internal FakeTimeProvider Time { get; } = new(Some.Start);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets polls and beats come due until the page is as asked.</summary>
    internal void Pass<T>(IRenderedComponent<T> page, Action<IRenderedComponent<T>> met)
        where T : IComponent
    {
        using var ticking = new Timer(_ => Time.Advance(TimeSpan.FromMilliseconds(250)), null, 0, 10);
        page.WaitForAssertion(() => met(page));
    }

    /// <summary>Lets time pass until the grid has been asked so often.</summary>
    internal async Task Polls(int count)
    {
        for (var asked = Client.Questions; Client.Questions < asked + count;)
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    /// <summary>Whether there comes a time in which unchanged news are said again and nothing is rendered.</summary>
    internal async Task<bool> ComesToRest<T>(IRenderedComponent<T> page)
        where T : IComponent
    {
        for (var round = 0; round < 20; round++)
        {
            var rendered = page.RenderCount;
            await Polls(25);
            if (page.RenderCount == rendered)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds and acts while nothing is rendered, so that what was found is still there.</summary>
    internal static void Do<T>(IRenderedComponent<T> page, Action<IRenderedComponent<T>> act)
        where T : IComponent => page.InvokeAsync(() => act(page)).Wait();

    /// <summary>The same for what ends later, such as a question that a dialog asks.</summary>
    internal static Task Begin<T>(IRenderedComponent<T> page, Func<IRenderedComponent<T>, Task> act)
        where T : IComponent
    {
        var begun = Task.CompletedTask;
        Do(page, p => begun = act(p));
        return begun;
    }
}
