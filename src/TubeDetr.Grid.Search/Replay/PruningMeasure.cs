using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Replay;

/// <summary>What a pruner saves on simulated curves, and what it costs: medians over the seeds.</summary>
/// <param name="EpochFraction">Epochs trained, of those that full training takes.</param>
/// <param name="BestDifference">How much worse the best value is than after full training of all; 0: the same.</param>
public sealed record PruningMeasure(double EpochFraction, double BestDifference)
{
    private const int Experiments = 100;
    private const int Slots = 8;

    /// <param name="space">With a hyper-parameter <c>lr</c>; drawn from at random.</param>
    /// <param name="final">The value after full training, less is better.</param>
    public static PruningMeasure Of(PrunerSettings settings, SearchSpace space, Func<HyperParameterSet, double> final, int seeds)
    {
        var objective = new Objective("value", Maximize: false);
        var pruner = Pruner.Of(settings, objective);
        var measured = Enumerable.Range(0, seeds).AsParallel().AsOrdered().Select(seed =>
        {
            var curves = SimulatedCurves.Of(space, final, seed, Experiments);
            var played = CurveReplay.Play(pruner, objective, curves, Slots);
            return (
                Fraction: played.Sum(one => one.Trained) / (double)curves.Sum(curve => curve.Epochs),
                Difference: played.Min(one => one.Best ?? double.PositiveInfinity) - curves.Min(curve => curve.Points.Min(point => point.Value)));
        }).ToArray();
        return new PruningMeasure(Median(measured.Select(one => one.Fraction)), Median(measured.Select(one => one.Difference)));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
