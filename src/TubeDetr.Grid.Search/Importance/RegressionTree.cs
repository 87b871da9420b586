namespace TubeDetr.Grid.Search.Importance;

/// <summary>A node that asks for one knob: left below a threshold, or for the words of a set.</summary>
/// <param name="Knob">-1 for a leaf.</param>
/// <param name="Words">Bits of the words that go left; 0 for a knob with an order.</param>
/// <param name="Value">Mean of the samples there.</param>
internal readonly record struct TreeNode(int Knob, double Threshold, ulong Words, int Left, int Right, double Value)
{
    public bool IsLeaf => Knob < 0;

    public bool GoesLeft(double coordinate) => Words == 0 ? coordinate < Threshold : (Words >> (int)coordinate & 1) != 0;
}

/// <summary>A binary tree of means (Breiman et al., "Classification and Regression Trees", 1984); node 0 is the root.</summary>
internal sealed class RegressionTree(IReadOnlyList<TreeNode> nodes)
{
    public IReadOnlyList<TreeNode> Nodes => nodes;

    public double Predict(double[] point)
    {
        var node = nodes[0];
        while (!node.IsLeaf)
        {
            node = nodes[node.GoesLeft(point[node.Knob]) ? node.Left : node.Right];
        }

        return node.Value;
    }
}
