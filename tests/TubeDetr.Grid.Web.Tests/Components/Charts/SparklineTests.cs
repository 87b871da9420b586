using Bunit;
using TubeDetr.Grid.Web.Components.Charts;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class SparklineTests : ChartTest
{
    [Fact]
    public async Task Render_KnownValues_IsALineInItsColour()
    {
        await Know(Some.Experiment());

        var line = Open().Find("svg");

        Assert.Equal("3 to 2", line.GetAttribute("aria-label"));
        Assert.Equal("0,1.5 80,18.5", line.QuerySelector("polyline")!.GetAttribute("points"));
        Assert.Equal("#0072b2", line.QuerySelector("polyline")!.GetAttribute("stroke"));
    }

    [Fact]
    public void Live_FirstValuesCome_DrawsItself()
    {
        Histories.Follow([Some.Experiment().Id]);
        var line = Open();
        Assert.Equal("no value yet", line.Find("svg").GetAttribute("aria-label"));
        Assert.Empty(line.FindAll("polyline"));

        Client.Batches(Some.Experiment().Id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 0.25), Some.Row(2, 2, 0.5)));

        Pass(line, l => Assert.Equal("0.25 to 0.5", l.Find("svg").GetAttribute("aria-label")));
        Assert.Equal("0,18.5 80,1.5", line.Find("polyline").GetAttribute("points"));
    }

    private IRenderedComponent<Sparkline> Open() => Render<Sparkline>(p => p
        .Add(c => c.Histories, Histories).Add(c => c.Experiment, Some.Experiment().Id).Add(c => c.Metric, "loss").Add(c => c.Colour, "#0072b2"));
}
