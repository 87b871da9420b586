using TubeDetr.Data.Randomness;

namespace TubeDetr.Data.Transforms;

/// <summary>
/// Decides the spatial steps of a clip as <c>make_video_transforms(cautious=True)</c> does: in training a resize, or with probability 1/2 a resize, a crop that
/// keeps every box, and a resize; in evaluation one resize. (The original's horizontal flip is left out by <c>cautious</c>, which both its datasets ask for.)
/// </summary>
/// <param name="table">Sizes of the resolution.</param>
/// <param name="augment">Whether to draw as in training; false gives the transform of evaluation.</param>
/// <param name="mendCropRetries">
/// The original loses boxes for good when a crop cuts one off, so its 99 further tries always fail and the clip stays uncropped. False reproduces that, draw for
/// draw; true tries each crop on the full set of boxes.
/// </param>
public sealed class SpatialTransform(ResolutionTable table, bool augment, bool mendCropRetries = false)
{
    private const int MaxPatience = 100;

    /// <summary>Plans the steps for frames of the given size.</summary>
    /// <param name="width">Pixels of the decoded frames.</param>
    /// <param name="height">Pixels of the decoded frames.</param>
    /// <param name="boxes">One entry a frame, corners in pixels.</param>
    /// <param name="random">Source of every draw.</param>
    public SpatialPlan Plan(int width, int height, IReadOnlyList<BoxF?> boxes, IRandomSource random)
    {
        var plan = new SpatialPlan(height, width, boxes);
        if (!augment)
        {
            random.Choose(1); // the original chooses among one test size; kept so that recorded draws replay
            return Resized(plan, table.Test, table.MaxSize);
        }

        if (random.NextDouble() >= 0.5)
        {
            plan = Resized(plan, table.CropResizes[random.Choose(table.CropResizes.Count)], maxSize: null);
            plan = Cropped(plan, random);
        }

        return Resized(plan, table.Scales[random.Choose(table.Scales.Count)], table.MaxSize);
    }

    /// <summary>Height and width with the short side at <paramref name="size"/>, unless the long side would exceed <paramref name="maxSize"/>.</summary>
    public static (int Height, int Width) FitSize(int width, int height, int size, int? maxSize)
    {
        double small = Math.Min(width, height), large = Math.Max(width, height);
        if (maxSize is { } limit && large / small * size > limit)
        {
            size = (int)Math.Round(limit * small / large, MidpointRounding.ToEven);
        }

        if ((width <= height && width == size) || (height <= width && height == size))
        {
            return (height, width);
        }

        return width < height
            ? ((int)((double)size * height / width), size)
            : (size, (int)((double)size * width / height));
    }

    private static SpatialPlan Resized(SpatialPlan plan, int size, int? maxSize)
    {
        var (height, width) = FitSize(plan.Width, plan.Height, size, maxSize);
        var (ratioWidth, ratioHeight) = ((float)((double)width / plan.Width), (float)((double)height / plan.Height));
        return plan with
        {
            Steps = [.. plan.Steps, new ResizeStep(height, width, size, maxSize)],
            Height = height,
            Width = width,
            Boxes = [.. plan.Boxes.Select(box => box is { } b ? BoxMath.Scale(b, ratioWidth, ratioHeight) : box)],
        };
    }

    private SpatialPlan Cropped(SpatialPlan plan, IRandomSource random)
    {
        var wanted = plan.Boxes.Count(b => b is not null);
        var tries = new List<CropTry>();
        var remaining = plan.Boxes;
        while (tries.Count < MaxPatience)
        {
            var crop = DrawCrop(plan, random);
            remaining = [.. (mendCropRetries ? plan.Boxes : remaining).Select(b => b is { } box ? BoxMath.Crop(box, crop) : null)];
            tries.Add(new CropTry(crop, remaining.Count(b => b is not null)));
            if (tries[^1].BoxesLeft == wanted)
            {
                return new SpatialPlan([.. plan.Steps, crop], crop.Height, crop.Width, remaining, tries);
            }
        }

        return plan with { Tries = tries };
    }

    private CropStep DrawCrop(SpatialPlan plan, IRandomSource random)
    {
        var width = random.Between(table.MinCrop, Math.Min(plan.Width, table.MaxSize));
        var height = random.Between(table.MinCrop, Math.Min(plan.Height, table.MaxSize));
        if (width == plan.Width && height == plan.Height)
        {
            return new CropStep(0, 0, height, width);
        }

        var top = random.Below(plan.Height - height + 1);
        var left = random.Below(plan.Width - width + 1);
        return new CropStep(top, left, height, width);
    }
}
