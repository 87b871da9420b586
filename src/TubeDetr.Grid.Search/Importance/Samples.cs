using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Importance;

/// <summary>Experiments as points: a row of coordinates and a value for each; not a number where a conditional hyper-parameter does not apply.</summary>
internal sealed record Samples(Knob[] Knobs, double[][] Points, double[] Values)
{
    public int Count => Values.Length;

    /// <summary>Experiments with a value that the search cannot draw (forks) are left out.</summary>
    public static Samples Of(SearchSpace space, IReadOnlyList<(HyperParameterSet HyperParameters, double Value)> experiments)
    {
        var knobs = space.Parameters.Where(Knob.Varies).Select(parameter => new Knob(parameter)).ToArray();
        var known = experiments
            .Where(experiment => knobs.All(knob => !experiment.HyperParameters.Values.ContainsKey(knob.Name) || knob.Coordinate(experiment.HyperParameters) is not null))
            .ToArray();
        return new Samples(
            knobs,
            [.. known.Select(experiment => knobs.Select(knob => knob.Coordinate(experiment.HyperParameters) ?? double.NaN).ToArray())],
            WithoutOutliers([.. known.Select(experiment => experiment.Value)]));
    }

    /// <summary>With draws where a hyper-parameter does not apply: whatever it were, the value would be the same, so that it is seen to matter only where it applies.</summary>
    public Samples Filled(SeededSequence random) => this with
    {
        Points = [.. Points.Select(point => point.Select((coordinate, knob) => double.IsNaN(coordinate) ? Knobs[knob].Draw(random.Unit()) : coordinate).ToArray())],
    };

    /// <summary>One experiment that went astray would be all that there is to explain: values beyond three quartile distances (Tukey's outer fences) are moved to there.</summary>
    private static double[] WithoutOutliers(double[] values)
    {
        const double Fence = 3;
        if (values.Length == 0)
        {
            return values;
        }

        var sorted = values.Order().ToArray();
        var (low, high) = (sorted[sorted.Length / 4], sorted[sorted.Length * 3 / 4]);
        var reach = Fence * (high - low);
        return reach > 0 ? [.. values.Select(value => Math.Clamp(value, low - reach, high + reach))] : values;
    }
}
