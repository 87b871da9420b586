using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Web.Components.Pages;

namespace TubeDetr.Grid.Web.Tests.Components;

/// <summary>What stands in the address is what the page of a sweep shows, and the other way round.</summary>
public sealed class SweepAnalysisTests : PageTest
{
    private IRenderedComponent<SweepPage> Open(string query)
    {
        Client.Views = [Some.View(Some.Experiment(0, best: 0.3, lr: 1e-4), Some.Experiment(1, best: 0.4, lr: 1e-3), Some.Experiment(2, best: 0.2, lr: 1e-2))];
        Services.GetRequiredService<NavigationManager>().NavigateTo($"sweeps/{Some.SweepId}{query}");
        Render<MudPopoverProvider>();
        var page = Render<SweepPage>(p => p.Add(c => c.Id, Some.SweepId.Value));
        Pass(page, p => p.Find("[data-testid=panel-table]"));
        return page;
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private static string[] Rows(IRenderedComponent<SweepPage> page) => [.. page.FindAll("[data-testid=experiment-row]").Select(row => row.GetAttribute("data-experiment")!)];

    [Fact]
    public void Open_BrushInTheAddress_NarrowsTheTableAndCanBeTakenAway()
    {
        var page = Open("?brush=params.lr:0.0005..0.05");
        Pass(page, p => Assert.Equal(["sabc23-02", "sabc23-03"], Rows(p)));
        Do(page, p => p.Find("[data-testid=axis-filter]").Click());
        Pass(page, p => Assert.Equal(3, Rows(p).Length));
        Pass(page, _ => Assert.DoesNotContain("brush", Address, StringComparison.Ordinal));
    }

    [Fact]
    public void Filter_Broken_KeepsTheRowsAndSaysWhatIsWrong()
    {
        var page = Open("");
        Do(page, p => p.Find("[data-testid=filter]").Input("lr > 5e-4"));
        Pass(page, p => Assert.Equal(2, Rows(p).Length));
        Do(page, p => p.Find("[data-testid=filter]").Input("lr > 5e-4 and"));
        Pass(page, p => Assert.Contains("follow and", p.Find("[data-testid=filter-fault]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, Rows(page).Length);
    }

    [Fact]
    public void Columns_Chosen_StandInTheAddressAndInTheTable()
    {
        var page = Open("");
        Assert.Empty(page.FindAll("[data-column]"));
        Do(page, p => p.Find("[data-testid=columns]").TriggerEvent("ontoggle", EventArgs.Empty));
        Do(page, p => p.Find("[data-column='metrics.viou.max']").Change(true));
        Pass(page, p => Assert.Contains("viou max", p.Find("table").TextContent, StringComparison.Ordinal));
        Assert.Contains("metrics.viou.max", Uri.UnescapeDataString(Address), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_ValueOfAHyperParameter_BecomesTheFilter()
    {
        var page = Open("");
        Do(page, p => p.FindAll(".only").First(cell => string.Equals(cell.TextContent, "0.001", StringComparison.Ordinal)).Click());
        Pass(page, p => Assert.Equal(["sabc23-02"], Rows(p)));
        Assert.Equal("params.lr = 0.001", page.Find("[data-testid=filter]").GetAttribute("value"));
    }

    [Fact]
    public void Choose_Rows_OffersToCompareThem()
    {
        var page = Open("");
        Do(page, p => p.FindAll(".choose")[0].Change(true));
        Pass(page, p => Assert.Equal("Compare 1", p.Find("[data-testid=compare]").TextContent));
        Do(page, p => p.FindAll(".choose")[2].Change(true));
        Pass(page, p => Assert.Equal("compare?x=sabc23-01,sabc23-03", p.Find("[data-testid=compare]").GetAttribute("href")));
        Assert.Contains("pick=1,3", Uri.UnescapeDataString(Address), StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_Switched_AreRememberedInTheAddress()
    {
        var page = Open("?panels=scatter,table");
        Assert.Empty(Rows(page));
        Do(page, p => p.Find("[data-testid=scatter-x]").Change("metrics.viou"));
        Pass(page, _ => Assert.Contains("scatter=metrics.viou,best,", Uri.UnescapeDataString(Address), StringComparison.Ordinal));
        Do(page, p => p.Find("[data-testid=panel-scatter] button").Click());
        Pass(page, p => Assert.Empty(p.FindAll("[data-testid=scatter-x]")));
    }

    [Fact]
    public void Importance_Opened_TellsWhatItRestsOn()
    {
        Client.Importance = new() { Metric = "viou", Experiments = 3, Explained = 0.4, Knobs = [new("lr", 0.8, 0.1)], Notes = ["Few experiments: doubt it."] };
        var page = Open("?panels=importance");
        Pass(page, p => Assert.Equal("From 3 experiments; the model foretold 40 % of what it had not seen. Few experiments: doubt it.", p.Find("[data-testid=importance-note]").TextContent));
    }

    [Fact]
    public void Sort_Header_IsWrittenIntoTheAddress()
    {
        var page = Open("?sort=params.lr:d");
        Pass(page, p => Assert.Equal(["sabc23-03", "sabc23-02", "sabc23-01"], Rows(p)));
    }

    [Fact]
    public void Group_ByHyperParameter_PutsTheCurvesTogether()
    {
        var page = Open("?group=lr");
        Client.Batches(Some.Experiment().Id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 3), Some.Row(2, 2, 2.5)));
        Pass(page, p => Assert.Empty(p.FindAll("[data-testid=curve-loss] .chart-empty")));
    }
}
