using Bunit;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class ConnectionDotTests : PageTest
{
    public ConnectionDotTests() => Services.AddFallbackServiceProvider(SomeConnection.Waiting(Time));

    [Fact]
    public void Render_NoSiloYet_SaysThatItWaitsAndSinceWhen()
    {
        var dot = Render<ConnectionDot>().Find("[data-testid=connection]");

        Assert.Equal("connecting", dot.TextContent.Trim());
        Assert.Equal("connecting", dot.GetAttribute("data-state"));
        Assert.Equal("Waiting for the first silo since 12:00:00 UTC. The page shows it as soon as it is up.", dot.GetAttribute("title"));
    }

    [Theory]
    [InlineData(true, "yes")]
    [InlineData(false, null)]
    public void Render_Circuit_SaysWhetherThePageListens(bool interactive, string? listening)
    {
        SetRendererInfo(new RendererInfo(interactive ? "Server" : "Static", interactive));

        Assert.Equal(listening, Render<ConnectionDot>().Find("[data-testid=connection]").GetAttribute("data-listening"));
    }
}
