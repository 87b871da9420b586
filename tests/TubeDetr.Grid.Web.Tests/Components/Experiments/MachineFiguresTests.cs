using Bunit;
using TubeDetr.Grid.Web.Components.Experiments;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class MachineFiguresTests : PageTest
{
    [Fact]
    public void Render_FirstFigures_AppearWithTheirUnits()
    {
        var figures = Render<MachineFigures>(p => p.Add(c => c.Metrics, Some.Metrics(("loss", 1))));
        Assert.Equal("", figures.Markup.Trim());

        figures.Render(p => p.Add(c => c.Metrics, Some.Metrics(("loss", 1), ("seconds_per_step", 0.25), ("memory_mib", 1536))));

        Assert.Equal(["Step", "Memory of the silo"], figures.FindAll("dt").Select(name => name.TextContent));
        Assert.Equal(["250 ms", "1.5 GiB"], figures.FindAll("dd").Select(value => value.TextContent));
    }
}
