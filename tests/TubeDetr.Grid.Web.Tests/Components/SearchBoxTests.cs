using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class SearchBoxTests : PageTest
{
    [Fact]
    public void Search_ArrowAndEnter_GoesToWhatWasFound()
    {
        Client.Views = [Some.View(Some.Experiment(0), Some.Experiment(1))];
        var box = Render<SearchBox>();
        Do(box, b => b.Find("[data-testid=search]").Focus());
        Do(box, b => b.Find("[data-testid=search]").Input("sabc23-"));
        Pass(box, b => Assert.Equal(2, b.FindAll("[data-testid=hit]").Count));
        Do(box, b => b.Find("[data-testid=search]").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" }));
        Do(box, b => b.Find("[data-testid=search]").KeyDown(new KeyboardEventArgs { Key = "Enter" }));

        Assert.EndsWith("experiments/sabc23-02", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Empty(box.FindAll("[data-testid=hit]"));
    }

    [Fact]
    public void Search_NothingFound_SaysWhatWasLookedAt()
    {
        var box = Render<SearchBox>();
        Do(box, b => b.Find("[data-testid=search]").Focus());
        Do(box, b => b.Find("[data-testid=search]").Input("zebra"));
        Pass(box, b => Assert.Contains("like “zebra”", b.Find(".search-none").TextContent, StringComparison.Ordinal));
    }
}
