using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Replay;

/// <summary>
/// Experiments whose learning is a formula: after epoch t the value is <c>v + 1.5 exp(-t/τ)</c> and noise of deviation 0.02. τ goes from 2 where <c>lr</c> is 0.1 to 12
/// where it is 1e-5: what learns slowly may well be the best, so early values mislead.
/// </summary>
public static class SimulatedCurves
{
    public const int Epochs = 27;
    private const double Noise = 0.02;
    private const double Headroom = 1.5;

    /// <param name="space">With a hyper-parameter <c>lr</c>.</param>
    /// <param name="final">v, less is better.</param>
    public static ImmutableArray<TrainedCurve> Of(SearchSpace space, Func<HyperParameterSet, double> final, long seed, int count) =>
        [.. Enumerable.Range(0, count).Select(index => Of(space.At(parameter => SeededUnit.Of(seed, index, parameter.Name)), final, seed, index))];

    private static TrainedCurve Of(HyperParameterSet set, Func<HyperParameterSet, double> final, long seed, int index)
    {
        var (value, slowness) = (final(set), 12 - (2.5 * (Math.Log10(set.Values["lr"].Number) + 5)));
        return new TrainedCurve
        {
            Experiment = ExperimentId.Of(new SweepId("simulated"), index),
            Index = index,
            Epochs = Epochs,
            Trained = Epochs,
            Points = [.. Enumerable.Range(1, Epochs).Select(epoch => new CurvePoint(epoch, value + (Headroom * Math.Exp(-epoch / slowness)) + (Noise * Normal(seed, index, epoch))))],
        };
    }

    private static double Normal(long seed, int index, int epoch) => Gaussian.Quantile(Math.Max(1e-12, SeededUnit.Of(seed, ((long)index * Epochs) + epoch, "noise")));
}
