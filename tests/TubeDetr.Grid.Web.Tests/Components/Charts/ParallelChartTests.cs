using System.Collections.Immutable;
using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class ParallelChartTests : PageTest
{
    private static readonly ImmutableArray<ExperimentSnapshot> Two = [Some.Experiment(0, best: 0.1, lr: 1e-4), Some.Experiment(1, best: 0.4, lr: 1e-3)];
    private ImmutableArray<AxisFilter> told = [];

    [Fact]
    public void Render_Experiments_SendsTheirLinesFromTheWorstToTheBest()
    {
        Open([]);

        var sent = Assert.Single(JSInterop.Invocations["gridParallel.set"]).Arguments;
        Assert.Equal(["sabc23-01", "sabc23-02"], (IEnumerable<string>)sent[2]!);
        Assert.Equal(4 * 3 * 2, ((byte[])sent[4]!).Length);
        Assert.Equal(["#98d83e", "#440154"], (IEnumerable<string>)sent[5]!);
        Assert.Equal([0, 1], (IEnumerable<int>)sent[6]!);
    }

    [Fact]
    public async Task Narrowed_ByAPerson_TellsThePageAndIsNotSentBack()
    {
        var chart = Open([]);

        await chart.Instance.Narrowed(2, [[0.3, 0.5]]);
        chart.Render(p => p.Add(c => c.Filters, told).Add(c => c.View, View(Two[0], Two[1] with { BestValue = 0.45 })));

        Assert.Equal("best:0.3..0.5", Assert.Single(told).Write());
        Assert.Null(JSInterop.Invocations["gridParallel.set"][^1].Arguments[7]);
        await chart.Instance.Narrowed(2, []);
        await chart.Instance.Narrowed(7, [[0, 1]]);
        Assert.Empty(told);
    }

    [Fact]
    public void Render_FiltersOfTheAddress_AreSentAsRanges()
    {
        Open([AxisFilter.Read("params.lr:0.0001..0.0005")!]);

        var ranges = ((IEnumerable<IEnumerable<double[]>>)JSInterop.Invocations["gridParallel.set"][0].Arguments[7]!).Select(axis => axis.ToArray()).ToArray();
        Assert.Equal([1, 0, 0], ranges.Select(axis => axis.Length));
        Assert.Equal(-4, ranges[0][0][0], 9);
    }

    [Theory]
    [InlineData(0, true, "#440154")]
    [InlineData(1, true, "#fde725")]
    [InlineData(1, false, "#440154")]
    [InlineData(double.NaN, true, "#440154")]
    public void At_Place_IsAColourOfTheScale(double place, bool bright, string colour) => Assert.Equal(colour, Viridis.At(place, bright));

    private static SweepView View(params ImmutableArray<ExperimentSnapshot> experiments) => Some.View(experiments);

    private IRenderedComponent<ParallelChart> Open(ImmutableArray<AxisFilter> filters) => Render<ParallelChart>(p => p
        .Add(c => c.View, View([.. Two]))
        .Add(c => c.Filters, filters)
        .Add(c => c.Filtered, now => told = now));
}
