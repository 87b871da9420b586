namespace TubeDetr.Data.Transforms;

/// <summary>What is to be done to every frame of a clip, decided before any pixel is touched.</summary>
/// <param name="Steps">In order.</param>
/// <param name="Height">Height of the result.</param>
/// <param name="Width">Width of the result.</param>
/// <param name="Boxes">One entry a frame, corners in pixels of the result, float32 as in the original; null outside the annotated moment.</param>
/// <param name="Tries">Every crop that was drawn, the rejected ones included.</param>
public sealed record SpatialPlan(IReadOnlyList<SpatialStep> Steps, int Height, int Width, IReadOnlyList<BoxF?> Boxes, IReadOnlyList<CropTry> Tries)
{
    /// <summary>Nothing done yet.</summary>
    public SpatialPlan(int height, int width, IReadOnlyList<BoxF?> boxes)
        : this([], height, width, boxes, [])
    {
    }
}

/// <summary>One drawn crop and how many boxes it left.</summary>
public sealed record CropTry(CropStep Crop, int BoxesLeft);

/// <summary>One step of a <see cref="SpatialPlan"/>.</summary>
public abstract record SpatialStep(int Height, int Width);

/// <summary>Bilinear resize to the given size.</summary>
/// <param name="Height">Of the result.</param>
/// <param name="Width">Of the result.</param>
/// <param name="ShortSide">Short side that was asked for.</param>
/// <param name="MaxSize">Longest side that was allowed; null for any.</param>
public sealed record ResizeStep(int Height, int Width, int ShortSide, int? MaxSize) : SpatialStep(Height, Width);

/// <summary>Cuts out a region of the given size.</summary>
public sealed record CropStep(int Top, int Left, int Height, int Width) : SpatialStep(Height, Width);
