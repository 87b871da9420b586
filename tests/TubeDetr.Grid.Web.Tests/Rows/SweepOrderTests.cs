using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class SweepOrderTests
{
    private static readonly SweepSnapshot First = Some.Sweep([Some.Experiment(0, best: 0.2)]) with { Name = "alpha" };
    private static readonly SweepSnapshot Second = Some.Sweep([Some.Experiment(0, ExperimentState.Completed, best: 0.4)], SweepState.Completed) with { Name = "beta", Id = new SweepId("sother") };
    private static readonly SweepSnapshot Third = Some.Sweep([Some.Experiment(0)]) with { Name = "gamma" };

    [Fact]
    public void Of_ByBest_PutsThoseWithoutAValueLastBothWays()
    {
        Assert.Equal(["alpha", "beta", "gamma"], Names(new SweepOrder().By("best")));
        Assert.Equal(["beta", "alpha", "gamma"], Names(new SweepOrder().By("best").By("best")));
    }

    [Theory]
    [InlineData("?q=BETA", "beta")]
    [InlineData("?state=completed", "beta")]
    [InlineData("?q=grid%20other", "beta")]
    [InlineData("?q=nowhere", "")]
    public void Of_SearchAndState_KeepThoseThatHaveAll(string query, string names) =>
        Assert.Equal(names, string.Join(' ', Names(SweepOrder.Read("http://here/" + query))));

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var order = new SweepOrder { Search = "a b", State = "running", Key = "best", Descending = true };
        Assert.Equal(order, SweepOrder.Read("http://here/" + order.Write()));
        Assert.Equal("", new SweepOrder().Write());
        Assert.Equal(new SweepOrder(), SweepOrder.Read("http://here/?by=nonsense"));
    }

    private static string[] Names(SweepOrder order) => [.. order.Of([First, Second, Third]).Select(sweep => sweep.Name)];
}
