using TubeDetr.Data.Transforms;

namespace TubeDetr.Data;

/// <summary>Everything that is drawn for a clip, before any pixel is touched.</summary>
/// <param name="Spatial">Of every frame.</param>
/// <param name="First">First frame kept.</param>
/// <param name="Last">Last frame kept.</param>
/// <param name="Moment">First and last annotated frame among those kept; null when none is annotated.</param>
internal sealed record ClipPlan(SpatialPlan Spatial, int First, int Last, (int First, int Last)? Moment);
