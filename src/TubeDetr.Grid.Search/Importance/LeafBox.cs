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
        var (cover, sizes) = (new double[knobs.Length][], new double[knobs.Length]);
        for (var knob = 0; knob < knobs.Length; knob++)
        {
            var weights = knobs[knob].Weights;
            cover[knob] = new double[weights.Length];
            for (var part = 0; part < weights.Length; part++)
            {
                cover[knob][part] = sides[knob].Cover(knobs[knob], part);
                sizes[knob] += weights[part] * cover[knob][part];
            }
        }

        return new LeafBox(value, cover, sizes);
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
