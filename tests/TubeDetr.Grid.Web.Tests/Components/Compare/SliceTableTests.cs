using Bunit;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Components.Compare;
using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Tests.Components.Compare;

public sealed class SliceTableTests : PageTest
{
    private static readonly EvaluatedClips First = SomeClips.Clips(SomeClips.Clip("one", 0.2), SomeClips.Clip("two", 0.6));
    private static readonly EvaluatedClips Second = SomeClips.Clips(SomeClips.Clip("one", 0.4), SomeClips.Clip("two", 0.8));
    private string? asked;

    private IRenderedComponent<SliceTable> Open(EvaluatedClips? second, string metric = ClipMetric.Default) => Render<SliceTable>(p => p
        .Add(c => c.Compared, ComparedExperiment.Of([Some.Experiment(0), Some.Experiment(1)]))
        .Add(c => c.Rows, ClipRows.Of([First, second]))
        .Add(c => c.Metric, metric)
        .Add(c => c.MetricChanged, changed => asked = changed));

    private static string[] Cells(IRenderedComponent<SliceTable> table) =>
        [.. Assert.Single(table.FindAll("[data-testid=slice-row]")).Children.SelectMany(cell => cell.ChildNodes.Select(part => part.TextContent.Trim())).Where(text => text.Length > 0)];

    [Fact]
    public void Render_TwoEvaluations_ShowsTheirMeansAndTheDistanceFromTheFirst()
    {
        var table = Open(Second);

        Assert.Equal(["Clips", "Number", "#01", "#02"], table.FindAll("th[scope=col]").Select(cell => cell.TextContent));
        Assert.Equal(["all clips", "2", "0.4", "0.6", "+0.2"], Cells(table));
        Assert.Equal("0.6 +0.2", table.FindAll("[data-testid=slice-row] .num")[^1].TextContent);
    }

    [Fact]
    public void Render_OtherMetric_MeasuresByThat()
    {
        var table = Open(Second, "gt_viou");

        Assert.Equal("gt_viou", table.Find("select").GetAttribute("value"));
        Assert.Equal(["all clips", "2", "0.5", "0.5", "±0"], Cells(table));
    }

    [Fact]
    public void Render_NotEvaluated_HasADash() => Assert.Equal(["all clips", "2", "0.4", "–"], Cells(Open(second: null)));

    [Fact]
    public void Metric_Picked_IsRaised()
    {
        var table = Open(Second);
        Do(table, t => t.Find("select").Change("viou@0.5"));

        Assert.Equal("viou@0.5", asked);
    }
}
