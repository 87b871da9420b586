using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Search.Importance;

/// <summary>Trees of bootstrap samples, and how well they foretell what they were not grown from (Breiman, "Random Forests", 2001).</summary>
internal sealed class RandomForest
{
    /// <summary>A tree is grown from no more: thousands of experiments add time and little else.</summary>
    private const int MostForATree = 500;

    private RandomForest(RegressionTree[] trees, double explained) => (Trees, Explained) = (trees, explained);

    public RegressionTree[] Trees { get; }

    /// <summary>R² of each sample's prediction by those trees that have not seen it; not more than 1, below 0 when the mean foretells better.</summary>
    public double Explained { get; }

    public static RandomForest Grow(Samples samples, int trees, ulong seed)
    {
        var (sums, counts) = (new double[samples.Count], new int[samples.Count]);
        var grown = new RegressionTree[trees];
        for (var tree = 0; tree < trees; tree++)
        {
            var random = new SeededSequence(seed + (ulong)tree);
            var drawn = Enumerable.Range(0, Math.Min(samples.Count, MostForATree)).Select(_ => random.Below(samples.Count)).ToArray();
            var filled = samples.Filled(random);
            grown[tree] = new TreeGrower(filled, random).Grow(drawn);
            foreach (var unseen in Enumerable.Range(0, samples.Count).Except(drawn))
            {
                sums[unseen] += grown[tree].Predict(filled.Points[unseen]);
                counts[unseen]++;
            }
        }

        return new RandomForest(grown, Explanation(samples.Values, sums, counts));
    }

    private static double Explanation(double[] values, double[] sums, int[] counts)
    {
        var mean = values.Average();
        var seen = Enumerable.Range(0, values.Length).Where(place => counts[place] > 0).ToArray();
        var variance = seen.Sum(place => Math.Pow(values[place] - mean, 2));
        return variance > 0 ? 1 - (seen.Sum(place => Math.Pow(values[place] - (sums[place] / counts[place]), 2)) / variance) : 0;
    }
}
