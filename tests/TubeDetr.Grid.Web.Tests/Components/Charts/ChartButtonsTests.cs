using Bunit;
using TubeDetr.Grid.Web.Components.Charts;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class ChartButtonsTests : PageTest
{
    private int saved;

    [Fact]
    public void Picture_Clicked_SavesTheChartUnderItsName()
    {
        var buttons = Open(empty: false);

        Do(buttons, b => b.Find("[title='Save as a picture']").Click());

        Assert.Equal(["plot-7", "scatter"], Assert.Single(JSInterop.Invocations["grid.savePng"]).Arguments);
    }

    [Fact]
    public void Table_Clicked_AsksTheChartForIt()
    {
        var buttons = Open(empty: false);

        Do(buttons, b => b.Find("[title='Save what is drawn as CSV']").Click());

        Assert.Equal(1, saved);
        Assert.Empty(JSInterop.Invocations);
    }

    [Fact]
    public void Link_Clicked_IsCopiedAndSaysSo()
    {
        var buttons = Open(empty: false);
        Assert.Equal(["PNG", "CSV", "link"], buttons.FindAll("button").Select(button => button.TextContent));

        Do(buttons, b => b.Find("[title='Copy a link to this view']").Click());

        Assert.Equal(["scatter"], Assert.Single(JSInterop.Invocations["grid.copyLink"]).Arguments);
        Assert.Equal("copied", buttons.Find("[title='Copy a link to this view']").TextContent);
    }

    [Fact]
    public void Render_NothingDrawn_OffersNothing() => Assert.Empty(Open(empty: true).FindAll("button"));

    private IRenderedComponent<ChartButtons> Open(bool empty) => Render<ChartButtons>(p => p
        .Add(c => c.Chart, "plot-7").Add(c => c.Name, "scatter").Add(c => c.Empty, empty)
        .Add(c => c.SaveTable, () => saved++));
}
