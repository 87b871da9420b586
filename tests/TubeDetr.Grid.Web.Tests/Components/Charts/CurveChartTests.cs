using System.Collections.Immutable;
using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class CurveChartTests : ChartTest
{
    private static readonly ExperimentSnapshot[] Two = [Some.Experiment(0), Some.Experiment(1, ExperimentState.Completed)];
    private static readonly ExperimentSnapshot[] Ended = [.. Enumerable.Range(0, 3).Select(place => Some.Experiment(place, ExperimentState.Completed))];

    [Fact]
    public async Task Render_KnownValues_CountsThemAndOffersThemAsATable()
    {
        await Know(Two);

        var chart = Open(Lines(Two), title: "Training loss");

        var figure = chart.Find("figure");
        Assert.Equal(("2", "4", "loss"), (figure.GetAttribute("data-lines"), figure.GetAttribute("data-points"), figure.GetAttribute("data-metric")));
        Assert.Equal("Training loss", chart.Find("h2").TextContent);
        Assert.Empty(chart.FindAll(".chart-empty"));
        Do(chart, c => c.Find("[title='Save what is drawn as CSV']").Click());
        Assert.Equal("loss", Assert.Single(JSInterop.Invocations["grid.saveCsv"]).Arguments[1]);
    }

    [Fact]
    public void Render_NoValues_SaysOfWhat()
    {
        var chart = Open(Lines(Two));

        Assert.StartsWith("No value of loss", chart.Find(".chart-empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("0", chart.Find("figure").GetAttribute("data-points"));
        Assert.Empty(chart.FindAll("button"));
    }

    [Fact]
    public async Task Waits_UntilItIsCalled_SendsNoCurves()
    {
        await Know(Ended);
        var waiting = Open(Lines(Ended, ExperimentColour.Grey), waits: true);
        var other = Open(Lines(Ended, ExperimentColour.Grey));
        await Called("gridCurves.set");
        await Called("grid.watchChart"); // the other one has been drawn altogether
        Assert.Single(waiting.FindAll("[data-testid=skeleton]"));
        Assert.Empty(other.FindAll("[data-testid=skeleton]"));
        Assert.Single(JSInterop.Invocations["gridCurves.set"]);
        Assert.Single(JSInterop.Invocations["newPlot"]);

        waiting.Render(p => p.Add(c => c.Waits, false));
        await Called("gridCurves.set", times: 2);

        Assert.Equal(["sabc23-01", "sabc23-02", "sabc23-03"], (IEnumerable<string>)JSInterop.Invocations["gridCurves.set"][1].Arguments[3]!);
        Assert.NotEqual(JSInterop.Invocations["gridCurves.set"][0].Arguments[0], JSInterop.Invocations["gridCurves.set"][1].Arguments[0]);
        Assert.Equal("6", waiting.Find("figure").GetAttribute("data-points"));
        Assert.Empty(waiting.FindAll("[data-testid=skeleton]"));
    }

    [Fact]
    public async Task Live_ValueComes_IsAddedToWhatIsDrawn()
    {
        await Know(Two);
        var chart = Open(Lines(Two));
        await Called("grid.watchChart");

        Client.Batches(Two[0].Id).Writer.TryWrite(Some.Batch(Some.Row(3, 150, 1.5)));
        var rendered = chart.RenderCount;
        await Called("extendTraces");

        Assert.Equal(rendered, chart.RenderCount);
        chart.Render();
        Pass(chart, c => Assert.Equal("5", c.Find("figure").GetAttribute("data-points")));
        Assert.Single(JSInterop.Invocations["newPlot"]);
    }

    private static ImmutableArray<CurveLine> Lines(IEnumerable<ExperimentSnapshot> experiments, string? colour = null) =>
        [.. experiments.Select(one => new CurveLine(one.Id, $"#{one.Index + 1:00}", colour ?? ExperimentColour.Of(one.Index), "lr 0.0003", Some.Start))];

    private IRenderedComponent<CurveChart> Open(ImmutableArray<CurveLine> lines, string? title = null, bool waits = false) => Render<CurveChart>(p => p
        .Add(c => c.Metric, "loss")
        .Add(c => c.Title, title)
        .Add(c => c.Histories, Histories)
        .Add(c => c.Lines, lines)
        .Add(c => c.View, new CurveView())
        .Add(c => c.Waits, waits));
}
