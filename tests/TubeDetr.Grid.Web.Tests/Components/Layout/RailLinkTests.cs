using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class RailLinkTests : PageTest
{
    [Theory]
    [InlineData("", true)]
    [InlineData("sweeps/sabc23?sort=best", true)]
    [InlineData("cluster", false)]
    [InlineData("experiments", false)]
    public void Moved_BelowItsPages_IsTheActiveLink(string address, bool active)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(active ? "cluster" : "sweeps/sabc23");
        var link = Render<RailLink>(p => p
            .Add(c => c.Href, "").Add(c => c.Match, NavLinkMatch.All).Add(c => c.Icon, Icons.Material.Outlined.TableRows).Add(c => c.Text, "Sweeps").Add(c => c.Also, "sweeps/"));
        Assert.Equal(!active, link.Find("a").ClassList.Contains("active"));

        Do(link, _ => navigation.NavigateTo(address));

        Assert.Equal(active, link.Find("a").ClassList.Contains("active"));
        Assert.Equal("Sweeps", link.Find("a").TextContent.Trim());
    }
}
