using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class ParallelCoordinatesTests
{
    private static readonly ExperimentSnapshot[] Three =
    [
        Some.Experiment(0, best: 0.1, lr: 1e-4, backbone: "resnet18"),
        Some.Experiment(1, best: 0.4, lr: 1e-3),
        Some.Experiment(2, best: 0.3, lr: 1e-3),
    ];

    [Fact]
    public void Of_Experiments_PutsTheObjectiveLast()
    {
        var model = ParallelCoordinates.Of(Some.Sweep(Three), Three);
        Assert.Equal(["lr", "backbone", "viou"], model.Axes.Select(axis => axis.Name));
        Assert.Equal([0.1, 0.4, 0.3], model.Axes[^1].Values);
    }

    [Fact]
    public void Of_LearningRate_IsLogarithmicWithItsValuesAsTicks()
    {
        var axis = ParallelCoordinates.Of(Some.Sweep(Three), Three).Axes[0];
        Assert.Equal([-4, -3, -3], axis.Values.Select(v => Math.Round(v, 9)));
        Assert.Equal(["0.0001", "0.001"], axis.Ticks.Select(tick => tick.Text));
    }

    [Fact]
    public void Of_FewValues_AreAllThereIsOnTheirAxisAndTheObjectiveIsNot() =>
        Assert.Equal([true, true, false], ParallelCoordinates.Of(Some.Sweep(Three), Three).Axes.Select(axis => axis.Complete));

    [Fact]
    public void Of_Categories_TakeRoomByTheirCount()
    {
        var axis = ParallelCoordinates.Of(Some.Sweep(Three), Three).Axes[1];
        Assert.Equal([0.5, 2, 2], axis.Values);
        Assert.Equal((0, 3), (axis.Low, axis.High));
    }

    [Fact]
    public void Of_ExperimentWithoutValue_HasNoLine()
    {
        ExperimentSnapshot[] experiments = [.. Three, Some.Experiment(3, ExperimentState.Queued), Some.Experiment(4, best: double.NaN)];
        Assert.Equal(Three.Select(e => e.Id), ParallelCoordinates.Of(Some.Sweep(Three), experiments).Experiments);
        Assert.Empty(ParallelCoordinates.Of(Some.Sweep(Three), [Some.Experiment()]).Axes);
    }

    [Fact]
    public void Of_OneValueForAll_StillHasARange()
    {
        var axis = ParallelCoordinates.Of(Some.Sweep(Three), [Three[0]]).Axes[^1];
        Assert.True(axis.High > axis.Low);
    }

    [Theory]
    [InlineData("text_encoder_lr", 1e-4, 3e-4, true)]
    [InlineData("lr", 0, 3e-4, false)]
    [InlineData("hidden_dim", 64, 256, false)]
    [InlineData("hidden_dim", 8, 256, true)]
    [InlineData("dropout", 0.1, 0.1, false)]
    public void IsLogLike_NameAndSpread_Decide(string name, double low, double high, bool expected) =>
        Assert.Equal(expected, ParallelCoordinates.IsLogLike(name, [low, high]));
}
