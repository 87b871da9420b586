using Bunit;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class StaleTests : PageTest
{
    [Fact]
    public void Render_NoFault_SaysNothing() => Assert.Equal("", Open(null, known: true).Markup.Trim());

    [Fact]
    public void Render_FaultAfterAnAnswer_SaysHowOldWhatIsShownIs() =>
        Assert.Equal("No silo answers. What is shown was read 2 min ago. Training goes on without the page.", Open("No silo answers.", known: true).Find("[data-testid=stale] span").TextContent);

    [Fact]
    public void Render_FaultBeforeAnyAnswer_SaysThatThePageFills() =>
        Assert.Equal("No silo answers. This page fills as soon as the cluster answers.", Open("No silo answers.", known: false).Find("[data-testid=stale] span").TextContent);

    private IRenderedComponent<Stale> Open(string? fault, bool known) =>
        Render<Stale>(p => p.Add(c => c.Fault, fault).Add(c => c.Known, known).Add(c => c.At, Some.Start.AddSeconds(-130)));
}
