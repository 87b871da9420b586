using TubeDetr.Model;

namespace TubeDetr.Parity.Checks;

/// <summary><c>box-ops</c>: overlaps of every pair of boxes, and conversions between their formats.</summary>
public sealed class BoxOperationsCheck : ParityCheck
{
    private const double Tolerance = 1e-6;

    /// <inheritdoc/>
    public override string Prefix => "box-ops";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var tensors = new TensorLedger(golden);
        var (a, b) = (tensors["a_xyxy"], tensors["b_xyxy"]);
        var (iou, union) = Boxes.PairwiseIou(a, b);
        comparison.Near("iou", "iou", tensors["iou"], iou, Tolerance);
        comparison.Near("union", "union", tensors["union"], union, Tolerance);
        comparison.Near("giou", "giou", tensors["giou"], Boxes.PairwiseGeneralizedIou(a, b), Tolerance);
        comparison.Near("formats", "a_xyxy", a, Boxes.ToXyxy(tensors["a_cxcywh"]), Tolerance);
        comparison.Near("formats", "a_cxcywh", tensors["a_cxcywh"], Boxes.ToCxcywh(a), Tolerance);
        tensors.RequireAllRead(comparison);
    }
}
