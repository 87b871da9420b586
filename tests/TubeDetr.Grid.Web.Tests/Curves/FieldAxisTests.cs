using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class FieldAxisTests
{
    [Fact]
    public void Of_LearningRates_IsLogarithmicAndKeepsTheNumbers()
    {
        var axis = FieldAxis.Of("params.lr", [Some.Experiment(0, lr: 1e-4), Some.Experiment(1, lr: 1e-2)]);
        Assert.Equal((AxisScale.Logarithmic, "lr"), (axis.Scale, axis.Title));
        Assert.Equal([1e-4, 1e-2], axis.At.Cast<double>());
        Assert.Equal(-4, axis.Linear(0)!.Value, 1e-9);
    }

    [Fact]
    public void Of_Words_AreCategoriesInOrder()
    {
        var axis = FieldAxis.Of("params.backbone", [Some.Experiment(0), Some.Experiment(1, backbone: "resnet18")]);
        Assert.Equal(["resnet18", "tiny-gn"], axis.Categories);
        Assert.Equal([1, 0], axis.At.Cast<double>());
    }

    [Fact]
    public void Of_MetricThatSomeLack_HasGaps() =>
        Assert.Equal([0.4, null], FieldAxis.Of("best", [Some.Experiment(0, best: 0.4), Some.Experiment(1)]).At);
}
