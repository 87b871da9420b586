using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Search.Importance;

/// <summary>
/// The functional analysis of variance of a forest over the whole space (Hutter, Hoos, Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance",
/// ICML 2014): what the mean over all other knobs varies by one knob, or by two together beyond what each does alone. Taken of the trees' mean, not of each tree,
/// because a tree shows interactions where there are none.
/// </summary>
internal sealed class VarianceShares
{
    private const int Draws = 4096;
    private readonly Knob[] _knobs;
    private readonly LeafBox[] _boxes;
    private readonly int _trees;
    private readonly double _mean;

    public VarianceShares(Knob[] knobs, IReadOnlyCollection<RegressionTree> trees, ulong seed)
    {
        (_knobs, _trees) = (knobs, trees.Count);
        _boxes = [.. trees.SelectMany(tree => LeafBox.Of(tree, knobs))];
        _mean = _boxes.Sum(box => box.Value * box.Volume) / _trees;
        Singles = [.. knobs.Select((_, knob) => Variance(Marginal(knob), knobs[knob].Weights))];
        Pairs = [.. from first in Enumerable.Range(0, knobs.Length) from second in Enumerable.Range(first + 1, knobs.Length - first - 1) select (first, second, Together(first, second))];
        // Drawing is inexact: what was counted exactly can be no more than the whole.
        Total = Math.Max(TotalVariance(trees, seed), Singles.Sum() + Pairs.Sum(pair => pair.Variance));
    }

    /// <summary>Variance of the forest's predictions over the space.</summary>
    public double Total { get; }

    /// <summary>Variance by each knob alone.</summary>
    public double[] Singles { get; }

    /// <summary>Variance by two knobs beyond what each explains alone.</summary>
    public (int First, int Second, double Variance)[] Pairs { get; }

    /// <summary>Mean prediction in each part of a knob.</summary>
    private double[] Marginal(int knob)
    {
        var marginal = new double[_knobs[knob].Weights.Length];
        foreach (var box in _boxes)
        {
            var share = box.Value * box.Volume / box.Sizes[knob] / _trees;
            for (var part = 0; part < marginal.Length; part++)
            {
                marginal[part] += share * box.Cover[knob][part];
            }
        }

        return marginal;
    }

    private double Variance(double[] marginal, double[] weights) => marginal.Zip(weights, (value, weight) => weight * Math.Pow(value - _mean, 2)).Sum();

    private double Together(int first, int second)
    {
        var (one, other) = (_knobs[first].Weights, _knobs[second].Weights);
        var marginal = new double[one.Length * other.Length];
        foreach (var box in _boxes)
        {
            Add(box, first, second, marginal);
        }

        var weights = one.SelectMany(_ => other, (weight, with) => weight * with).ToArray();
        return Math.Max(0, Variance(marginal, weights) - Singles[first] - Singles[second]);
    }

    private void Add(LeafBox box, int first, int second, double[] marginal)
    {
        var share = box.Value * box.Volume / (box.Sizes[first] * box.Sizes[second]) / _trees;
        var (rows, columns) = (box.Cover[first], box.Cover[second]);
        for (var row = 0; row < rows.Length; row++)
        {
            var part = share * rows[row];
            for (var column = 0; rows[row] > 0 && column < columns.Length; column++)
            {
                marginal[(row * columns.Length) + column] += part * columns[column];
            }
        }
    }

    private double TotalVariance(IReadOnlyCollection<RegressionTree> trees, ulong seed)
    {
        var random = new SeededSequence(seed);
        var (point, sum) = (new double[_knobs.Length], 0.0);
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var knob = 0; knob < point.Length; knob++)
            {
                point[knob] = _knobs[knob].Draw(random.Unit());
            }

            sum += Math.Pow((trees.Sum(tree => tree.Predict(point)) / _trees) - _mean, 2);
        }

        return sum / Draws;
    }
}
