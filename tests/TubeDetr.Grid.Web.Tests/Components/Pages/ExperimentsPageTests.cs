using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Pages;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components.Pages;

public sealed class ExperimentsPageTests : PageTest
{
    private string Address => Uri.UnescapeDataString(Services.GetRequiredService<NavigationManager>().Uri);

    [Fact]
    public void Render_NoSweeps_SaysWhichCommandMakesOne() =>
        Pass(Render<ExperimentsPage>(), page => Assert.Equal("./grid sweep create deploy/samples/first-sweep.yaml", page.Find(".notice code").TextContent));

    [Fact]
    public void Filter_Words_NarrowTheTableAndStandInTheAddress()
    {
        var page = Open();
        Assert.Equal(
            ["", "sabc23-01", "first-sweep", "running", "0.4512 viou", "2.2 / 5", "lr 0.0001, backbone tiny-gn", "silo-1"],
            page.Find("[data-testid=experiment-row]").Children.Take(8).Select(cell => cell.TextContent.Trim()));
        Assert.Equal("3 experiments", page.Find("[role=status]").TextContent);

        Do(page, p => p.Find("[data-testid=filter]").Input("completed lr>0.0005"));

        Assert.Equal(["sabc23-02"], Rows(page));
        Assert.Equal("1 experiment", page.Find("[role=status]").TextContent);
        Assert.EndsWith("?q=completed lr>0.0005", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_ThatCannotBeRead_SaysWhyAndLeavesTheTable()
    {
        var page = Open();
        Do(page, p => p.Find("[data-testid=filter]").Input("completed"));

        Do(page, p => p.Find("[data-testid=filter]").Input("lr >"));

        Assert.NotEqual("", page.Find("[data-testid=filter-fault] span").TextContent);
        Assert.Equal(["sabc23-02", "sabc23-03"], Rows(page));
    }

    [Fact]
    public void Choose_Rows_OffersToCompareThem()
    {
        var page = Open();
        Assert.Empty(page.FindAll("[data-testid=compare]"));

        Do(page, p => p.FindAll("input[type=checkbox]")[2].Change(true));
        Do(page, p => p.FindAll("input[type=checkbox]")[0].Change(true));
        Assert.Equal(("Compare 2", "compare?x=sabc23-03,sabc23-01"), (page.Find("[data-testid=compare]").TextContent, page.Find("[data-testid=compare]").GetAttribute("href")));

        Do(page, p => p.FindAll("input[type=checkbox]")[2].Change(false));
        Assert.Equal("compare?x=sabc23-01", page.Find("[data-testid=compare]").GetAttribute("href"));
    }

    [Fact]
    public void Render_GridGoesAway_KeepsTheTableAndSaysSo()
    {
        var page = Open();

        Client.Fault = new GridAwayException("No silo answers.");

        Pass(page, p => Assert.StartsWith("No silo answers. What is shown was read", p.Find("[data-testid=stale]").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Equal(["sabc23-01", "sabc23-02", "sabc23-03"], Rows(page));
    }

    private IRenderedComponent<ExperimentsPage> Open()
    {
        Client.Views = [Some.View(Some.Experiment(0, best: 0.45123, lr: 1e-4), Some.Experiment(1, ExperimentState.Completed, lr: 1e-3), Some.Experiment(2, ExperimentState.Completed, lr: 1e-4))];
        var page = Render<ExperimentsPage>();
        Pass(page, p => Assert.Equal(3, Rows(p).Length));
        return page;
    }

    private static string[] Rows(IRenderedComponent<ExperimentsPage> page) => [.. page.FindAll("[data-testid=experiment-row]").Select(row => row.GetAttribute("data-experiment")!)];
}
