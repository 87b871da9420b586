using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model;

/// <summary>Box formats and overlaps, differentiable. xyxy = (x0, y0, x1, y1), cxcywh = (centre x, centre y, width, height).</summary>
public static class Boxes
{
    /// <summary>cxcywh to xyxy, [..., 4].</summary>
    public static torch.Tensor ToXyxy(torch.Tensor cxcywh)
    {
        using var scope = torch.NewDisposeScope();
        var parts = cxcywh.split([2, 2], -1);
        var half = parts[1] * Held.Half;
        return torch.cat([parts[0] - half, parts[0] + half], -1).MoveToOuterDisposeScope();
    }

    /// <summary>xyxy to cxcywh, [..., 4].</summary>
    public static torch.Tensor ToCxcywh(torch.Tensor xyxy)
    {
        using var scope = torch.NewDisposeScope();
        var parts = xyxy.split([2, 2], -1);
        return torch.cat([(parts[0] + parts[1]) * Held.Half, parts[1] - parts[0]], -1).MoveToOuterDisposeScope();
    }

    /// <summary>Intersection over union of every pair of xyxy boxes [n, 4] and [m, 4]: [n, m], and the unions.</summary>
    public static (torch.Tensor Iou, torch.Tensor Union) PairwiseIou(torch.Tensor a, torch.Tensor b) => Iou(a.unsqueeze(1), b.unsqueeze(0));

    /// <summary>Generalised IoU (Rezatofighi et al. 2019) of every pair of xyxy boxes: [n, m].</summary>
    public static torch.Tensor PairwiseGeneralizedIou(torch.Tensor a, torch.Tensor b) => GeneralizedIou(a.unsqueeze(1), b.unsqueeze(0));

    /// <summary>IoU and union of xyxy boxes that lie beside each other; shapes broadcast, [..., 4] to [...].</summary>
    public static (torch.Tensor Iou, torch.Tensor Union) Iou(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        var (a0, a1) = Corners(a);
        var (b0, b1) = Corners(b);
        var intersection = Area(torch.maximum(a0, b0), torch.minimum(a1, b1), clamp: true);
        var union = Area(a0, a1, clamp: false) + Area(b0, b1, clamp: false) - intersection;
        return scope.MoveToOuter(intersection / union, union);
    }

    /// <summary>Generalised IoU of xyxy boxes that lie beside each other; shapes broadcast, [..., 4] to [...].</summary>
    public static torch.Tensor GeneralizedIou(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        var (iou, union) = Iou(a, b);
        var (a0, a1) = Corners(a);
        var (b0, b1) = Corners(b);
        var hull = Area(torch.minimum(a0, b0), torch.maximum(a1, b1), clamp: true);
        return (iou - ((hull - union) / hull)).MoveToOuterDisposeScope();
    }

    private static (torch.Tensor TopLeft, torch.Tensor BottomRight) Corners(torch.Tensor xyxy)
    {
        var parts = xyxy.split([2, 2], -1);
        return (parts[0], parts[1]);
    }

    private static torch.Tensor Area(torch.Tensor topLeft, torch.Tensor bottomRight, bool clamp)
    {
        var size = bottomRight - topLeft;
        var sides = (clamp ? size.clamp_min(Held.Zero) : size).unbind(-1);
        return sides[0] * sides[1];
    }
}
