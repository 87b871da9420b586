using Bunit;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class MenuTests : PageTest
{
    [Fact]
    public void Toggle_FirstTime_MakesTheListAndKeepsIt()
    {
        var menu = Render<Menu>(p => p.Add(c => c.Title, "Columns").Add(c => c.TestId, "columns").Add(c => c.ChildContent, "<label>viou max</label>"));
        Assert.Equal("Columns", menu.Find("[data-testid=columns] summary").TextContent);
        Assert.Empty(menu.FindAll("label"));

        Do(menu, m => m.Find("details").TriggerEvent("ontoggle", EventArgs.Empty));
        Assert.Equal("viou max", menu.Find(".menu-body label").TextContent);

        Do(menu, m => m.Find("details").TriggerEvent("ontoggle", EventArgs.Empty));
        Assert.Equal("viou max", menu.Find(".menu-body label").TextContent);
    }
}
