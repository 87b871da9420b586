using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Search.Importance;

/// <summary>
/// Grows a tree from some of the samples: at each node the split that leaves the least variance, among a random part of the knobs; the threshold is drawn between the
/// two neighbours, so that many trees together are smooth (as in SMAC's forests, Hutter et al. 2011).
/// </summary>
internal sealed class TreeGrower(Samples samples, SeededSequence random)
{
    private const int LeastToSplit = 4;
    private const int LeastInLeaf = 2;
    private const double PartOfKnobs = 5.0 / 6;
    private readonly List<TreeNode> _nodes = [];

    public RegressionTree Grow(int[] places)
    {
        Node(places);
        return new RegressionTree(_nodes);
    }

    private int Node(int[] places)
    {
        var at = _nodes.Count;
        var mean = places.Average(place => samples.Values[place]);
        _nodes.Add(new TreeNode(-1, 0, 0, 0, 0, mean));
        if (places.Length >= LeastToSplit && BestSplit(places) is { } split)
        {
            var node = new TreeNode(split.Knob, split.Threshold, split.Words, 0, 0, mean);
            var left = Node([.. places.Where(place => node.GoesLeft(samples.Points[place][split.Knob]))]);
            var right = Node([.. places.Where(place => !node.GoesLeft(samples.Points[place][split.Knob]))]);
            _nodes[at] = node with { Left = left, Right = right };
        }

        return at;
    }

    private Split? BestSplit(int[] places)
    {
        var knobs = Enumerable.Range(0, samples.Knobs.Length).ToArray();
        random.Shuffle(knobs);
        var enough = (int)Math.Ceiling(knobs.Length * PartOfKnobs);
        var best = default(Split?);
        for (var tried = 0; tried < knobs.Length && (tried < enough || best is null); tried++)
        {
            if (BestSplit(places, knobs[tried]) is { } split && (best is null || split.Gain > best.Value.Gain))
            {
                best = split;
            }
        }

        return best;
    }

    private Split? BestSplit(int[] places, int knob)
    {
        var ranks = samples.Knobs[knob].IsCategory ? Ranks(places, knob) : null;
        var keys = Array.ConvertAll(places, place => ranks is null ? samples.Points[place][knob] : ranks[(int)samples.Points[place][knob]]);
        var values = Array.ConvertAll(places, place => samples.Values[place]);
        Array.Sort(keys, values);
        var (gain, cut) = BestCut(values, keys);
        return cut < 0 ? null
            : ranks is null ? new Split(gain, knob, keys[cut - 1] + ((keys[cut] - keys[cut - 1]) * (1 - random.Unit())), 0)
            : new Split(gain, knob, 0, Enumerable.Range(0, ranks.Length).Where(word => ranks[word] < keys[cut]).Aggregate(0UL, (words, word) => words | (1UL << word)));
    }

    /// <summary>Words in the order of their means: the best of all sets is then among the beginnings (Fisher 1958). Those that are not there come last.</summary>
    private double[] Ranks(int[] places, int knob)
    {
        var ranks = new double[samples.Knobs[knob].Weights.Length];
        Array.Fill(ranks, double.PositiveInfinity);
        var words = places.GroupBy(place => (int)samples.Points[place][knob]).OrderBy(word => word.Average(place => samples.Values[place])).ThenBy(word => word.Key);
        foreach (var (rank, word) in words.Index())
        {
            ranks[word.Key] = rank;
        }

        return ranks;
    }

    /// <summary>Where to cut values in the order of their keys, between different keys; -1 where no cut helps.</summary>
    private static (double Gain, int Cut) BestCut(double[] values, double[] keys)
    {
        var (total, left) = (values.Sum(), 0.0);
        var whole = total * total / values.Length;
        var best = (Gain: 1e-12 * (1 + Math.Abs(whole)), Cut: -1);
        for (var cut = 1; cut < values.Length; cut++)
        {
            left += values[cut - 1];
            if (cut < LeastInLeaf || values.Length - cut < LeastInLeaf || keys[cut].Equals(keys[cut - 1]))
            {
                continue;
            }

            var gain = (left * left / cut) + ((total - left) * (total - left) / (values.Length - cut)) - whole;
            best = gain > best.Gain ? (gain, cut) : best;
        }

        return best;
    }

    private readonly record struct Split(double Gain, int Knob, double Threshold, ulong Words);
}
