using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class MainLayoutTests : PageTest
{
    public MainLayoutTests() => Services.AddFallbackServiceProvider(SomeConnection.Waiting(Time));

    [Fact]
    public void Tastes_Changed_AreShownAndRemembered()
    {
        var layout = Render<MainLayout>(p => p.Add(c => c.Tastes, new Tastes { Dark = true }));
        Assert.Equal(["frame", "dark"], layout.Find(".frame").ClassList);

        Do(layout, l => l.Find("[data-testid=theme]").Click());
        Do(layout, l => l.Find(".rail-fold").Click());

        Assert.Equal(["frame", "rail-narrow", "light"], layout.Find(".frame").ClassList);
        Assert.Equal("Switch to dark", layout.Find("[data-testid=theme]").GetAttribute("aria-label"));
        Assert.Equal("Widen the rail", layout.Find(".rail-fold").GetAttribute("aria-label"));
        Assert.Equal([false], Assert.Single(JSInterop.Invocations["grid.theme"]).Arguments);
        Assert.Equal([["dark", false], ["rail", true]], JSInterop.Invocations["grid.remember"].Select(one => one.Arguments));
    }

    [Fact]
    public void Body_Throws_SaysWhyAndKeepsTheRail()
    {
        var layout = Render<MainLayout>(p => p.Add(c => c.Body, Of<Broken>));

        Assert.Equal("This page failed", layout.Find("[role=alert] h1").TextContent);
        Assert.Equal("The page has no figure.", layout.Find("[role=alert] p").TextContent);
        Assert.Equal("cluster", layout.Find(".rail a[title=Cluster]").GetAttribute("href"));
    }

    [Fact]
    public void SetCrumbs_Path_LinksAllButTheLast()
    {
        var layout = Render<MainLayout>(p => p.Add(c => c.Body, "<p>All sweeps</p>"));

        Do(layout, l => l.Instance.SetCrumbs(new Crumb("first-sweep", "sweeps/sabc23"), new Crumb("#01", "experiments/sabc23-01")));

        var link = Assert.Single(layout.FindAll(".crumbs a"));
        Assert.Equal(("first-sweep", "sweeps/sabc23"), (link.TextContent, link.GetAttribute("href")));
        Assert.Equal("#01", layout.Find(".crumbs [aria-current=page]").TextContent);
        Assert.Equal("All sweeps", layout.Find("main p").TextContent);
    }

    [Fact]
    public void Attend_TabHidden_NothingIsDrawnUntilItIsSeen()
    {
        var layout = Render<MainLayout>();
        Assert.Same(layout.Instance, ((Microsoft.JSInterop.DotNetObjectReference<MainLayout>)Assert.Single(JSInterop.Invocations["grid.watchAttention"]).Arguments[0]!).Value);

        layout.Instance.Attend(false);
        var seen = Attention.Seen(CancellationToken.None);
        Assert.False(seen.IsCompleted);
        layout.Instance.Attend(true);

        Assert.True(Attention.Seen(CancellationToken.None).IsCompletedSuccessfully);
    }

    private static void Of<T>(RenderTreeBuilder builder)
        where T : IComponent
    {
        builder.OpenComponent<T>(0);
        builder.CloseComponent();
    }

    private sealed class Broken : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("The page has no figure.");
    }
}
