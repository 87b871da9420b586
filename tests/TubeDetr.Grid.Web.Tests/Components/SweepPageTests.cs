using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Pages;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class SweepPageTests : PageTest
{
    private IRenderedComponent<SweepPage> Open(params ExperimentSnapshot[] experiments)
    {
        Client.Views = [Some.View([.. experiments])];
        Render<MudPopoverProvider>();
        var page = Render<SweepPage>(p => p.Add(c => c.Id, Some.SweepId.Value));
        Pass(page, p => Assert.Equal(experiments.Length, p.FindAll("[data-testid=experiment-row]").Count));
        return page;
    }

    [Fact]
    public void Render_Experiments_ShowOnlyWhatDiffersUntilAsked()
    {
        var page = Open(Some.Experiment(0, best: 0.3), Some.Experiment(1, best: 0.4));
        Assert.Contains("lr", Headers(page), StringComparison.Ordinal);
        Assert.DoesNotContain("epochs", Headers(page), StringComparison.Ordinal);
        Do(page, p => p.Find("[data-testid=all-parameters]").Change(true));
        Pass(page, p => Assert.Contains("epochs", Headers(p), StringComparison.Ordinal));
        Assert.EndsWith("?all=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_Words_NarrowTheTableAndTheCurves()
    {
        var page = Open(Some.Experiment(0, lr: 1e-4), Some.Experiment(1, lr: 1e-3));
        Do(page, p => p.Find("[data-testid=filter]").Input("lr=0.001"));
        Pass(page, p => Assert.Equal("sabc23-02", Assert.Single(p.FindAll("[data-testid=experiment-row]")).GetAttribute("data-experiment")));
        Pass(page, p => Assert.Equal("1", p.Find("[data-testid=curve-loss]").GetAttribute("data-lines")));
    }

    [Fact]
    public void Live_NewPoint_ReachesTheCurve()
    {
        var page = Open(Some.Experiment());
        Client.Batches(Some.Experiment().Id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 3, viou: 0.1), Some.Row(2, 2, 2.5, viou: 0.2)));
        Pass(page, p => Assert.NotEqual("no value yet", p.Find(".spark").GetAttribute("aria-label")));
        Pass(page, p => Assert.Equal("2", p.Find("[data-testid=curve-loss]").GetAttribute("data-points")));
    }

    [Fact]
    public async Task Live_NothingRunsAndNothingChanges_IsNotRenderedAgain()
    {
        ExperimentSnapshot[] waiting = [.. new[] { 0, 1 }.Select(place => Some.Experiment(place, ExperimentState.Queued))];
        var page = Open(waiting);
        Assert.True(await ComesToRest(page));
        Client.Views = [Some.View(waiting[0], Some.Experiment(1, ExperimentState.Completed, best: 0.7, version: 2))];
        Pass(page, p => Assert.StartsWith("0.7", p.Find("[data-testid=sweep-best]").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public void Charts_CurvesAreKnown_AreDrawnOnce()
    {
        Client.Batches(Some.Experiment().Id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 3, viou: 0.1), Some.Row(2, 2, 2.5, viou: 0.2)));
        var page = Open(Some.Experiment());
        Pass(page, p => Assert.Equal("2", p.Find("[data-testid=curve-loss]").GetAttribute("data-points")));
        Pass(page, _ => Assert.True(JSInterop.Invocations.Count(one => one.Identifier is "grid.watchChart") >= 2));
        var watched = Time.GetUtcNow();
        Pass(page, _ => Assert.True(Time.GetUtcNow() > watched.AddSeconds(5)));
        Assert.Equal(2, JSInterop.Invocations.Count(one => one.Identifier is "newPlot"));
        Assert.DoesNotContain(JSInterop.Invocations, one => one.Identifier is "react");
    }

    [Fact]
    public void Live_Snapshot_UpdatesTheRowInPlace()
    {
        var page = Open(Some.Experiment(0, best: 0.3), Some.Experiment(1, best: 0.2));
        Client.Views = [Some.View(Some.Experiment(0, best: 0.3), Some.Experiment(1, best: 0.5, version: 2))];
        Pass(page, p => Assert.Equal(["0.3000", "0.5000"], p.FindAll("[data-testid=best]").Select(cell => cell.TextContent)));
        Pass(page, p => Assert.StartsWith("0.5", p.Find("[data-testid=sweep-best]").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_Confirmed_NamesSweepAndNumberAndAsksTheGrid()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Open(Some.Experiment(0, ExperimentState.Completed), Some.Experiment(1), Some.Experiment(2, ExperimentState.Queued));
        var clicking = Begin(page, c => c.Find("[data-testid=cancel]").ClickAsync());
        dialogs.WaitForAssertion(() =>
        {
            Assert.Contains("first-sweep", dialogs.Markup, StringComparison.Ordinal);
            Assert.Contains("Cancel 2 experiments now, keep checkpoints", dialogs.Markup, StringComparison.Ordinal);
        });
        Assert.Empty(Client.Asked);
        Do(dialogs, d => d.FindAll("button").Single(b => b.TextContent.Contains("Cancel 2", StringComparison.Ordinal)).Click());
        await clicking;
        Assert.Equal([(Some.SweepId.Value, (object)SweepRequest.Cancel)], Client.Asked);
    }

    [Fact]
    public void Render_EndedSweep_OffersNoCancel() =>
        Assert.Empty(Open(Some.Experiment(0, ExperimentState.Completed)).FindAll("[data-testid=cancel]"));

    private static string Headers(IRenderedComponent<SweepPage> page) => string.Join(' ', page.FindAll("th").Select(th => th.TextContent));
}
