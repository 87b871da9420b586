using TubeDetr.Grid.Search.Importance;

namespace TubeDetr.Grid.Search.Tests.Importance;

public sealed class VarianceSharesTests
{
    private static readonly Knob[] Knobs = [new(Some.Uniform("a")), new(Some.Choice("word", "x", "y", "z"))];

    /// <summary>a below 1/4: 0; else x, z: 4, y: 1.</summary>
    private static readonly RegressionTree Tree = new(
    [
        new TreeNode(0, 0.25, 0, 1, 2, 0),
        new TreeNode(-1, 0, 0, 0, 0, 0),
        new TreeNode(1, 0, 0b101, 3, 4, 0),
        new TreeNode(-1, 0, 0, 0, 0, 4),
        new TreeNode(-1, 0, 0, 0, 0, 1),
    ]);

    [Fact]
    public void Of_ATree_CutsTheSpaceIntoBoxesThatFillIt()
    {
        var boxes = LeafBox.Of(Tree, Knobs).OrderBy(box => box.Value).ToArray();

        Assert.Equal([0, 1, 4], boxes.Select(box => box.Value));
        Assert.Equal([0.25, 0.25, 0.5], boxes.Select(box => Math.Round(box.Volume, 12)));
    }

    [Fact]
    public void Of_ATree_AreThoseOfItsFunction()
    {
        var shares = new VarianceShares(Knobs, [Tree], 1);

        // The mean is 9/4; given a, 0 or 3; given the word, 3, 3/4 or 3; E f² is 33/4.
        Assert.Equal((0.25 * Math.Pow(9 / 4.0, 2)) + (0.75 * Math.Pow(3 / 4.0, 2)), shares.Singles[0], 1e-9);
        Assert.Equal((2 / 3.0 * Math.Pow(3 / 4.0, 2)) + (1 / 3.0 * Math.Pow(3 / 2.0, 2)), shares.Singles[1], 1e-9);
        Assert.Equal((33 / 4.0) - (81 / 16.0) - shares.Singles[0] - shares.Singles[1], shares.Pairs.Single().Variance, 1e-9);
        Assert.Equal((33 / 4.0) - (81 / 16.0), shares.Total, 0.1);
    }
}
