using TorchSharp;
using TubeDetr.Model.Tests.Golden;

namespace TubeDetr.Model.Tests;

public sealed class BoxesTests
{
    public static TheoryData<string> Cases => GoldenFolders.Names("box-ops");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Boxes_PairsOfCase_EqualOriginal(string name)
    {
        using var golden = new GoldenCase(GoldenFolders.Named(name));
        using var scope = torch.NewDisposeScope();
        var (iou, union) = Boxes.PairwiseIou(golden["a_xyxy"], golden["b_xyxy"]);
        Close.Within("iou", golden["iou"], iou, 1e-6);
        Close.Within("union", golden["union"], union, 1e-6);
        Close.Within("giou", golden["giou"], Boxes.PairwiseGeneralizedIou(golden["a_xyxy"], golden["b_xyxy"]), 1e-6);
        Close.Within("a_xyxy", golden["a_xyxy"], Boxes.ToXyxy(golden["a_cxcywh"]), 1e-6);
        Close.Within("a_cxcywh", golden["a_cxcywh"], Boxes.ToCxcywh(golden["a_xyxy"]), 1e-6);
    }
}
