using Bunit;
using Plotly.Blazor.Traces;
using TubeDetr.Grid.Web.Components.Charts;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class PlotTests : PageTest
{
    [Fact]
    public void Render_NoFigure_SaysWhenThereIsOne()
    {
        var plot = Open(null);

        Assert.Equal("best over lr", plot.Find("[data-testid=scatter] h2").TextContent);
        Assert.Equal("Points appear as experiments are evaluated.", plot.Find(".chart-empty").TextContent);
        Assert.Empty(plot.FindAll("button"));
        Assert.Empty(JSInterop.Invocations["newPlot"]);
    }

    [Fact]
    public void Render_AnotherFigure_IsDrawnInPlaceOnce()
    {
        var figure = Of(1);
        var plot = Open(figure);
        Assert.Single(JSInterop.Invocations["newPlot"]);
        var drawn = JSInterop.Invocations["react"].Count;

        plot.Render(p => p.Add(c => c.Figure, figure));
        Assert.Equal(drawn, JSInterop.Invocations["react"].Count);
        plot.Render(p => p.Add(c => c.Figure, Of(2)));

        Assert.Equal(drawn + 1, JSInterop.Invocations["react"].Count);
        Assert.Single(JSInterop.Invocations["newPlot"]);
    }

    [Fact]
    public void Table_Clicked_SavesWhatIsDrawnUnderTheChartsName()
    {
        var plot = Open(Of(7));
        Assert.Equal("Each point is an experiment.", plot.Find(".note").TextContent);
        Assert.Equal("height:280px", plot.Find(".plot").GetAttribute("style"));

        Do(plot, p => p.Find("[title='Save what is drawn as CSV']").Click());

        Assert.Equal(["scatter.csv", "lr,best\n1,7\n"], Assert.Single(JSInterop.Invocations["grid.saveText"]).Arguments);
    }

    private static Figure Of(int best) => new([new Scatter { X = [1], Y = [best] }], ChartLook.Layout(dark: false, 280), () => $"lr,best\n1,{best}\n");

    private IRenderedComponent<Plot> Open(Figure? figure) => Render<Plot>(p => p
        .Add(c => c.Name, "scatter").Add(c => c.Title, "best over lr").Add(c => c.Figure, figure).Add(c => c.Note, "Each point is an experiment."));
}
