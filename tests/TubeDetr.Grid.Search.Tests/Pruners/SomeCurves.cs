using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Replay;

namespace TubeDetr.Grid.Search.Tests.Pruners;

/// <summary>Curves for tests.</summary>
internal static class SomeCurves
{
    public static readonly Objective Greatest = new("viou", Maximize: true);

    public static readonly Objective Least = new("loss", Maximize: false);

    public static ExperimentId Id(int index) => ExperimentId.Of(new SweepId("s1"), index);

    /// <summary>A curve with a value after each epoch.</summary>
    public static Curve Open(int index, int epochs, params double[] values) => new()
    {
        Experiment = Id(index),
        Index = index,
        Epochs = epochs,
        Points = Points(values),
    };

    /// <summary>A curve that was trained to its end.</summary>
    public static TrainedCurve Trained(int index, params double[] values) => new()
    {
        Experiment = Id(index),
        Index = index,
        Epochs = values.Length,
        Trained = values.Length,
        Points = Points(values),
    };

    private static ImmutableArray<CurvePoint> Points(double[] values) => [.. values.Select((value, epoch) => new CurvePoint(epoch + 1, value))];
}
