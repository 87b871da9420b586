namespace TubeDetr.Grid.Search.Importance;

/// <summary>The part of the space where a tree predicts one value.</summary>
/// <param name="Cover">For each knob, how much of each of its parts lies in the box, from 0 to 1.</param>
/// <param name="Sizes">For each knob, the probability of lying in the box.</param>
internal sealed record LeafBox(double Value, double[][] Cover, double[] Sizes)
{
    /// <summary>Probability of the box.</summary>
    public double Volume { get; } = Sizes.Aggregate(1.0, (volume, size) => volume * size);

    public static IEnumerable<LeafBox> Of(RegressionTree tree, Knob[] knobs)
    {
        var open = new Stack<(int Node, Side[] Sides)>([(0, [.. knobs.Select(_ => Side.Whole)])]);
        while (open.TryPop(out var next))
        {
            var node = tree.Nodes[next.Node];
            if (node.IsLeaf)
            {
                yield return Of(node.Value, next.Sides, knobs);
                continue;
            }

            open.Push((node.Left, With(next.Sides, node.Knob, next.Sides[node.Knob].Left(node))));
            open.Push((node.Right, With(next.Sides, node.Knob, next.Sides[node.Knob].Right(node))));
        }
    }

    private static LeafBox Of(double value, Side[] sides, Knob[] knobs)
    {
        var cover = knobs.Select((knob, place) => Enumerable.Range(0, knob.Weights.Length).Select(part => sides[place].Cover(knob, part)).ToArray()).ToArray();
        return new LeafBox(value, cover, [.. knobs.Select((knob, place) => knob.Weights.Zip(cover[place], (weight, share) => weight * share).Sum())]);
    }

    private static Side[] With(Side[] sides, int knob, Side side)
    {
        var copy = (Side[])sides.Clone();
        copy[knob] = side;
        return copy;
    }

    /// <summary>What a box admits of one knob.</summary>
    private readonly record struct Side(double Low, double High, ulong Words)
    {
        public static Side Whole { get; } = new(0, 1, ulong.MaxValue);

        public Side Left(TreeNode node) => node.Words == 0 ? this with { High = Math.Min(High, node.Threshold) } : this with { Words = Words & node.Words };

        public Side Right(TreeNode node) => node.Words == 0 ? this with { Low = Math.Max(Low, node.Threshold) } : this with { Words = Words & ~node.Words };

        public double Cover(Knob knob, int part) => knob.IsCategory ? Words >> part & 1 : knob.Cover(part, Low, High);
    }
}
