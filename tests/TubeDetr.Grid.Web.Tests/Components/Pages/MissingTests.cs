using Bunit;
using TubeDetr.Grid.Web.Components.Pages;

namespace TubeDetr.Grid.Web.Tests.Components.Pages;

public sealed class MissingTests : PageTest
{
    [Fact]
    public void Render_Always_SaysSoAndLeadsToTheSweeps()
    {
        var page = Render<Missing>();

        Assert.Equal("There is no such page", page.Find("h1").TextContent);
        Assert.Equal(("first page", ""), (page.Find("a").TextContent, page.Find("a").GetAttribute("href")));
    }
}
