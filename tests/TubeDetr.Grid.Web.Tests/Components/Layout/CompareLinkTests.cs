using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class CompareLinkTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Render_NothingChosen_LeadsToTheEmptyComparison()
    {
        var link = Render<CompareLink>();

        Assert.Equal("compare", link.Find("a").GetAttribute("href"));
        Assert.Equal("Compare", link.Find("a").GetAttribute("title"));
        Assert.Empty(link.FindAll("[data-testid=chosen]"));
        Assert.DoesNotContain("active", link.Find("a").ClassList);
    }

    [Fact]
    public void Moved_ExperimentsOfTwoSweepsChosen_LeadsToAllOfThem()
    {
        Navigation.NavigateTo("sweeps/sabc23?pick=1,3");
        var link = Render<CompareLink>();
        Assert.Equal("2", link.Find("[data-testid=chosen]").TextContent);

        Do(link, _ => Navigation.NavigateTo("sweeps/sxyz45?pick=2"));

        Assert.Equal("compare?x=sabc23-01,sabc23-03,sxyz45-02", link.Find("a").GetAttribute("href"));
        Assert.Equal("Compare sabc23-01, sabc23-03, sxyz45-02", link.Find("a").GetAttribute("title"));
        Assert.Equal("3 chosen", link.Find("[data-testid=chosen]").GetAttribute("aria-label"));
    }

    [Fact]
    public void Moved_ToTheComparison_IsTheActiveLink()
    {
        var link = Render<CompareLink>();

        Do(link, _ => Navigation.NavigateTo("compare?x=sabc23-02"));

        Assert.Contains("active", link.Find("a").ClassList);
        Assert.Equal("1", link.Find("[data-testid=chosen]").TextContent);
    }
}
