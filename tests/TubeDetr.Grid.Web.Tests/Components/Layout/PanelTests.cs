using Bunit;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class PanelTests : PageTest
{
    [Theory]
    [InlineData(true, "true", 1)]
    [InlineData(false, "false", 0)]
    public void Click_OpenOrClosed_AsksForTheOtherByItsName(bool open, string expanded, int contents)
    {
        List<string> asked = [];
        var panel = Render<Panel>(p => p
            .Add(c => c.Name, "slots").Add(c => c.Title, "Slots and attempts").Add(c => c.Open, open)
            .Add(c => c.Switched, asked.Add)
            .Add(c => c.ChildContent, "<p>which slot</p>"));
        var button = panel.Find("[data-testid=panel-slots] h2 button");
        Assert.Equal("Slots and attempts", button.TextContent.Trim());
        Assert.Equal(expanded, button.GetAttribute("aria-expanded"));
        Assert.Equal(contents, panel.FindAll("p").Count);

        Do(panel, p => p.Find("button").Click());

        Assert.Equal(["slots"], asked);
    }
}
