using Bunit;
using TubeDetr.Grid.Web.Components.Pages;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class SweepsPageTests : PageTest
{
    [Fact]
    public void Render_NoSweeps_SaysWhichCommandMakesOne()
    {
        var page = Render<SweepsPage>();
        Pass(page, p => Assert.Contains("./grid sweep create", p.Find("[data-testid=no-sweeps] code").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_Sweep_ShowsProgressBestAndTimeLeft()
    {
        Client.Views = [Some.View(Some.Experiment(0, best: 0.45123), Some.Experiment(1, best: 0.2))];
        var page = Render<SweepsPage>();
        Pass(page, p =>
        {
            var row = p.Find("[data-testid=sweep-row]").TextContent;
            Assert.Contains("0.4512", row, StringComparison.Ordinal);
            Assert.Contains("#01", row, StringComparison.Ordinal);
            Assert.Contains("2 h 14 min", row, StringComparison.Ordinal);
            Assert.Contains("45.2 %", row, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Render_GridGoesAway_KeepsTheTableAndSaysSo()
    {
        Client.Views = [Some.View(Some.Experiment())];
        var page = Render<SweepsPage>();
        Pass(page, p => p.Find("[data-testid=sweep-row]"));
        Client.Fault = new GridAwayException("No silo answers.");
        Pass(page, p => Assert.Contains("No silo answers.", p.Find("[data-testid=stale]").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=sweep-row]"));
    }
}
