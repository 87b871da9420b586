using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class AxisFilterTests
{
    private static readonly ExperimentSnapshot[] Two = [Some.Experiment(0, best: 0.1, lr: 1e-4), Some.Experiment(1, best: 0.4, lr: 1e-3)];
    private static readonly ParallelCoordinates Model = ParallelCoordinates.Of(Some.Sweep(Two), Two);

    [Fact]
    public void Narrow_RangeOfALogarithmicAxis_IsInTheNumbersOfTheHyperParameter()
    {
        var filter = Model.Axes[0].Narrow([(-4.0, -3.5)]);
        Assert.Equal("params.lr", filter.Field);
        Assert.Equal(1e-4, filter.Ranges[0].Low, 1e-9);
        Assert.Equal([true, false], Two.Select(filter.Passes));
    }

    [Fact]
    public void Passes_RangeOnTheObjective_KeepsThoseInsideAndNoneWithoutAValue()
    {
        var filter = Model.Axes[2].Narrow([(0.3, 0.5)]);
        Assert.Equal([false, true, false], Two.Append(Some.Experiment(2)).Select(filter.Passes));
    }

    [Fact]
    public void Narrow_RangeOfACategory_KeepsItsWords()
    {
        ExperimentSnapshot[] both = [Some.Experiment(0, best: 0.1, backbone: "resnet18"), Some.Experiment(1, best: 0.4)];
        var model = ParallelCoordinates.Of(Some.Sweep(both), both);
        var filter = model.Axes[1].Narrow([(0, 1)]);
        Assert.Equal(["resnet18"], filter.Words);
        Assert.Equal([true, false], both.Select(filter.Passes));
    }

    [Theory]
    [InlineData("params.lr:0.0001..0.0003|0.01..0.1")]
    [InlineData("params.backbone:resnet18|tiny-gn")]
    [InlineData("best:-0.5..1E-07")]
    public void Write_WhatWasRead_IsTheSame(string text) => Assert.Equal(text, AxisFilter.Read(text)!.Write());

    [Theory]
    [InlineData("params.lr")]
    [InlineData("params.lr:")]
    [InlineData("")]
    public void Read_OtherText_IsNoFilter(string text) => Assert.Null(AxisFilter.Read(text));
}
