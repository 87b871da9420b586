using Bunit;
using MudBlazor;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class CommandTests : PageTest
{
    [Fact]
    public void Copy_Clicked_CopiesTheCommandAndShowsThatItHas()
    {
        var command = Render<Command>(p => p.Add(c => c.Text, "./grid sweep list"));
        Assert.Equal("./grid sweep list", command.Find("code").TextContent);
        Assert.Contains(Drawn(command), Icons.Material.Outlined.ContentCopy, StringComparison.Ordinal);

        Do(command, c => c.Find("button").Click());

        Assert.Equal("./grid sweep list", Assert.Single(JSInterop.Invocations["grid.copy"]).Arguments[0]);
        Assert.Contains(Drawn(command), Icons.Material.Filled.Check, StringComparison.Ordinal);
    }

    private static string Drawn(IRenderedComponent<Command> command) => command.FindAll("path")[^1].GetAttribute("d")!;
}
