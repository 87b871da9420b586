using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Components.Pages;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class ComparePageTests : PageTest
{
    public ComparePageTests()
    {
        Predictions.Layout = new StripLayout(2, 40, 30, [0, 2, 4, 6]);
        Predictions.ByBlob["a"] = SomeClips.Clips(SomeClips.Clip("one", 0.2, tube: SomeClips.Tube()), SomeClips.Clip("two", 0.8, tube: SomeClips.Tube(shift: 3)));
        Predictions.ByBlob["b"] = SomeClips.Clips(SomeClips.Clip("one", 0.3, tube: SomeClips.Tube(shift: 5)), SomeClips.Clip("two", 0.1));
        Client.Views = [Some.View(Evaluated(0, "a"), Evaluated(1, "b"))];
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private static ExperimentSnapshot Evaluated(int index, string blob) =>
        Some.Experiment(index, lr: index == 0 ? 3e-4 : 1e-3) with { Checkpoints = [SomeClips.Checkpoint(1, 0.5, blob)] };

    private IRenderedComponent<ComparePage> Open(string query = "?x=sabc23-01,sabc23-02")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("compare" + query);
        return Render<ComparePage>();
    }

    [Fact]
    public void Render_TwoExperiments_ShowsWhatDiffersAndTheWorstClip() => Pass(Open(), page =>
    {
        Assert.Contains("0.001", Assert.Single(page.FindAll("[data-testid=parameter-row]")).TextContent, StringComparison.Ordinal);
        Assert.Equal("one", page.Find("[data-testid=tubes]").GetAttribute("data-clip"));
        Assert.Equal(2, page.FindAll("[data-testid=moment]").Count);
        Assert.Contains("all clips", page.Find("[data-testid=slice-row]").TextContent, StringComparison.Ordinal);
        Assert.Contains("filmstrips/" + new string('a', 32) + ".jpg", page.Find(".picture").GetAttribute("style"), StringComparison.Ordinal);
    });

    [Fact]
    public void Order_WhereOneBeatsTheOther_ComesFirstAndStandsInTheAddress()
    {
        var page = Open();
        Pass(page, p => Assert.Equal("one", p.Find("[data-testid=tubes]").GetAttribute("data-clip")));

        Do(page, p => p.Find("[data-testid=clip-order]").Change("Gain"));

        Pass(page, p => Assert.Equal("two", p.Find("[data-testid=tubes]").GetAttribute("data-clip")));
        Assert.EndsWith("/compare?x=sabc23-01,sabc23-02&sort=gain", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Clip_Clicked_IsShownAndStandsInTheAddress()
    {
        var page = Open();
        Pass(page, p => Assert.Equal(2, p.FindAll("[data-testid=clip]").Count));

        Do(page, p => p.Find("[data-testid=clip][data-clip=two]").Click());

        Pass(page, p => Assert.Equal("the thing of two", p.Find("[data-testid=sentence]").TextContent));
        Assert.EndsWith("&clip=two", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Newer_Evaluation_WaitsUntilItIsAskedFor()
    {
        var page = Open();
        Pass(page, p => Assert.Contains("0.20", p.Find("[data-clip=one] .value").TextContent, StringComparison.Ordinal));
        Predictions.ByBlob["c"] = SomeClips.Clips(SomeClips.Clip("one", 0.9, tube: SomeClips.Tube()));
        var better = Evaluated(0, "a");
        Client.Views = [Some.View(better with { Version = 2, Checkpoints = better.Checkpoints.Add(SomeClips.Checkpoint(2, 0.6, "c")) }, Evaluated(1, "b"))];

        Pass(page, p => Assert.Contains("1 newer", p.Find("[data-testid=newer]").TextContent, StringComparison.Ordinal));
        Assert.Contains("0.20", page.Find("[data-clip=one] .value").TextContent, StringComparison.Ordinal);
        Do(page, p => p.Find("[data-testid=newer]").Click());

        Pass(page, p => Assert.Contains("0.90", p.Find("[data-clip=one] .value").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Removed_Experiment_IsGoneFromPageAndAddress()
    {
        var page = Open();
        Pass(page, p => Assert.Equal(2, p.FindAll("[data-testid=compared-experiment]").Count));

        Do(page, p => p.Find("[data-experiment=sabc23-01] button").Click());

        Pass(page, p => Assert.Single(p.FindAll("[data-testid=compared-experiment]")));
        Assert.EndsWith("?x=sabc23-02", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NobodyChosen_SaysWhatWouldBeHere() => Pass(Open(""), page => Assert.Contains("up to ten", page.Find("[data-testid=nothing-compared]").TextContent, StringComparison.Ordinal));

    [Fact]
    public void Render_UnknownExperiment_SaysSo() => Pass(Open("?x=nobody-01"), page => Assert.Contains("nobody-01 does not exist", page.Find("[data-testid=compared]").TextContent, StringComparison.Ordinal));

    [Fact]
    public void Read_StoreAway_SaysSo()
    {
        Predictions.Fault = new StorageAwayException("no answer");
        Pass(Open(), page => Assert.Contains("The blob store did not answer", page.Find("[data-testid=stale]").TextContent, StringComparison.Ordinal));
    }
}
