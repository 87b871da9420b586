using Plotly.Blazor.Traces;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

/// <summary>The figures of a sweep's page, from the same experiments.</summary>
public sealed class FigureTests
{
    private static readonly ExperimentRow[] Rows =
    [
        new(Some.Experiment(0, best: 0.1, lr: 1e-4)),
        new(Some.Experiment(1, ExperimentState.Completed, best: 0.4, lr: 1e-3, backbone: "resnet18")),
        new(Some.Experiment(2, best: 0.3, lr: 1e-2)),
        new(Some.Experiment(3, ExperimentState.Queued)),
    ];

    [Fact]
    public void Scatter_FilteredOut_StaysAsAShadowAndKeepsItsIdentity()
    {
        var figure = ScatterFigure.Of(Rows, row => row.Index != 1, "params.lr", "best", "", dark: false)!;
        var points = (Scatter)figure.Data[0];
        Assert.Equal(["sabc23-01", "sabc23-02", "sabc23-03"], points.CustomData.Cast<string>());
        Assert.Equal([0.9m, 0.12m, 0.9m], points.Marker.OpacityArray);
        Assert.Equal("experiment,lr,best\nsabc23-01,0.0001,0.1\nsabc23-02,0.001,0.4\nsabc23-03,0.01,0.3\n", figure.Csv());
    }

    [Fact]
    public void Scatter_ColourByCategory_NamesItsWordsOnTheBar()
    {
        var points = (Scatter)ScatterFigure.Of(Rows, _ => true, "place", "best", "params.backbone", dark: false)!.Data[0];
        Assert.Equal(["resnet18", "tiny-gn"], points.Marker.ColorBar.TickText.Cast<string>());
        Assert.Equal([1d, 0d, 1d], points.Marker.ColorArray.Cast<double>());
    }

    [Fact]
    public void Best_History_NeverFalls()
    {
        var stair = (Scatter)BestFigure.Of(Rows, _ => true, Some.Viou, dark: false)!.Data[0];
        Assert.Equal([0.1, 0.4, 0.4], stair.Y.Cast<double>());
    }

    [Fact]
    public void Slots_EveryAttempt_IsABarOfItsSlot()
    {
        var bars = (Bar)SlotFigure.Of(Rows, _ => true, Some.Start, Some.Start.AddMinutes(10), dark: false)!.Data[0];
        Assert.Equal(["silo-1 cpu", "silo-1 cpu", "silo-1 cpu"], bars.Y.Cast<string>());
    }

    [Fact]
    public void Contour_ThreeExperiments_HaveASurfaceAndTheirPoints()
    {
        var figure = ContourFigure.Of(Rows, "params.lr", "params.backbone", Some.Viou, dark: false)!;
        Assert.Equal(3, ((Scatter)figure.Data[1]).X.Count);
        Assert.IsType<Contour>(figure.Data[0]);
    }

    [Fact]
    public void Figures_NothingMeasured_AreNone()
    {
        ExperimentRow[] waiting = [new(Some.Experiment(0, ExperimentState.Queued))];
        Assert.Null(ScatterFigure.Of(waiting, _ => true, "params.lr", "best", "", dark: false));
        Assert.Null(BestFigure.Of(waiting, _ => true, Some.Viou, dark: false));
        Assert.Null(SlotFigure.Of(waiting, _ => true, Some.Start, Some.Start, dark: false));
        Assert.Null(ContourFigure.Of(waiting, "params.lr", "params.backbone", Some.Viou, dark: false));
    }
}
