using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Tests.Rendering;

public sealed class LiveRegionTests
{
    [Fact]
    public void Say_ShorterThanWhatIsDrawn_LeavesNoRestOfIt()
    {
        var terminal = new VirtualTerminal();
        using (var region = new LiveRegion(terminal.Screen))
        {
            region.Draw(new Rows(new Text("a long first line"), new Text("a long second line")));
            region.Say("short");
            region.Draw(new Text("now"));

            Assert.Equal(["short", "now"], terminal.Lines);
        }

        Assert.Equal(["short"], terminal.Lines);
    }

    [Fact]
    public void Draw_MoreThanTheScreenHolds_KeepsToTheScreen()
    {
        var terminal = new VirtualTerminal();
        using var region = new LiveRegion(terminal.Screen);

        region.Draw(new Rows(Enumerable.Range(0, 100).Select(i => new Text($"line {i}"))));
        region.Draw(new Text("end"));

        Assert.Equal(["end"], terminal.Lines);
    }
}
