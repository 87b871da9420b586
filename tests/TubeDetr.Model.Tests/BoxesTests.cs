using TorchSharp;

namespace TubeDetr.Model.Tests;

public sealed class BoxesTests
{
    [Fact]
    public void PairwiseIou_UnitSquares_AreSharedAreaByUnion()
    {
        using var scope = torch.NewDisposeScope();
        var (iou, union) = Boxes.PairwiseIou(Row(0, 0, 2, 2), torch.cat([Row(1, 1, 3, 3), Row(0, 0, 2, 2), Row(5, 5, 6, 6)]));
        Assert.Equal([1f / 7, 1, 0], iou.data<float>().ToArray());
        Assert.Equal([7f, 4, 5], union.data<float>().ToArray());
    }

    /// <summary>Apart, it is minus the part of the hull that neither box covers.</summary>
    [Fact]
    public void PairwiseGeneralizedIou_BoxesApart_IsNegative()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(-0.5f, Boxes.PairwiseGeneralizedIou(Row(0, 0, 1, 1), Row(3, 0, 4, 1)).item<float>(), 1e-6f);
    }

    [Fact]
    public void ToXyxy_ThenToCxcywh_IsTheSameBox()
    {
        using var scope = torch.NewDisposeScope();
        var box = Row(0.5f, 0.25f, 0.5f, 0.25f);
        Assert.Equal([0.25f, 0.125f, 0.75f, 0.375f], Boxes.ToXyxy(box).data<float>().ToArray());
        Assert.Equal(box.data<float>().ToArray(), Boxes.ToCxcywh(Boxes.ToXyxy(box)).data<float>().ToArray());
    }

    private static torch.Tensor Row(params float[] box) => torch.tensor(box).view(1, 4);
}
