namespace TubeDetr.Grid.Web.Tubes;

/// <summary>Intersection over union of two boxes, x0, y0, x1, y1.</summary>
public static class Overlap
{
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var width = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0]));
        var height = Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        var intersection = (double)width * height;
        var union = Area(a) + Area(b) - intersection;
        return union > 0 ? intersection / union : 0;
    }

    private static double Area(ReadOnlySpan<float> box) => (double)(box[2] - box[0]) * (box[3] - box[1]);
}
