using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Tests.Compare;

public sealed class CompareStateTests
{
    [Fact]
    public void Write_Everything_ComesBackFromTheAddress()
    {
        var state = new CompareState
        {
            Experiments = [new ExperimentId("s1-01"), new ExperimentId("s2-07")],
            View = new CurveView(XAxis.Epoch, 0.9, true, LogX: true, Window: new XWindow(1.5, 3)),
            Last = true,
            Metric = "tiou",
            Order = ClipOrder.Gain,
            Duel = (1, 0),
            Clip = "ab12",
            Frame = 7,
        };

        var read = CompareState.Read("http://host/compare" + state.Write());

        Assert.Equal(state with { Experiments = [] }, read with { Experiments = [] });
        Assert.Equal(state.Experiments, read.Experiments);
        Assert.StartsWith("?x=s1-01,s2-07&", state.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NothingOrNonsense_HasDefaults()
    {
        Assert.Equal("", new CompareState().Write());
        var read = CompareState.Read("http://host/compare?metric=nonsense&sort=77x&frame=-3&smooth=9&x=a,,a&better=0");
        Assert.Equal((ClipMetric.Default, ClipOrder.Worst, 0, Smoothing.Default), (read.Metric, read.Order, read.Frame, read.View.Smoothing));
        Assert.Equal((0, 1), read.Duel);
        Assert.Equal("a", Assert.Single(read.Experiments).Value);
    }

    [Fact]
    public void With_ElevenExperiments_KeepsTen()
    {
        var state = Enumerable.Range(0, 11).Aggregate(new CompareState(), (one, i) => one.With(new ExperimentId($"s-{i}")));

        Assert.Equal(CompareState.Most, state.Experiments.Length);
        Assert.Equal(9, state.Without(new ExperimentId("s-3")).Experiments.Length);
    }
}
