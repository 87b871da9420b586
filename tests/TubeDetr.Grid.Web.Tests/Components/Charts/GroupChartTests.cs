using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class GroupChartTests : ChartTest
{
    [Fact]
    public async Task Render_KnownCurves_DrawsMeanAndBandOfEachValue()
    {
        ExperimentSnapshot[] experiments = [Some.Experiment(0, lr: 1e-4), Some.Experiment(1, ExperimentState.Completed, lr: 1e-3), Some.Experiment(2, lr: 1e-4)];
        await Know(experiments);

        var chart = Open("lr", experiments);

        Assert.Equal("loss", chart.Find("[data-testid=curve-loss] h2").TextContent);
        Assert.Equal("lr,x,mean,least,greatest\n0.0001,1,4,3,5\n0.0001,113,3,2,4\n0.001,1,4,4,4\n0.001,113,3,3,3\n", Csv(chart));
    }

    [Fact]
    public void Live_FirstValueComes_IsDrawn()
    {
        var experiment = Some.Experiment();
        Histories.Follow([experiment.Id]);
        var chart = Open("lr", experiment);
        Assert.Equal("No value of loss yet.", chart.Find(".chart-empty").TextContent);

        Client.Batches(experiment.Id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 3), Some.Row(2, 5, 2)));

        Pass(chart, c => Assert.Empty(c.FindAll(".chart-empty")));
        Assert.Equal("lr,x,mean,least,greatest\n0.0003,1,3,3,3\n0.0003,5,2,2,2\n", Csv(chart));
    }

    private static string Csv(IRenderedComponent<GroupChart> chart) => chart.FindComponent<Plot>().Instance.Figure!.Csv();

    private IRenderedComponent<GroupChart> Open(string parameter, params ExperimentSnapshot[] experiments) => Render<GroupChart>(p => p
        .Add(c => c.Metric, "loss")
        .Add(c => c.Parameter, parameter)
        .Add(c => c.Rows, [.. experiments.Select(experiment => new ExperimentRow(experiment))])
        .Add(c => c.Histories, Histories)
        .Add(c => c.View, new CurveView()));
}
