namespace TubeDetr.Data;

/// <summary>Target of one frame.</summary>
/// <param name="ImageId"><c>{video_id}_{frame_id}</c>.</param>
/// <param name="Boxes">Annotated boxes, normalised (cx, cy, w, h) relative to the resized frame; empty outside the annotated moment.</param>
/// <param name="OrigSize">Height and width of the video in pixels.</param>
/// <param name="Size">Height and width after the spatial transform.</param>
public sealed record FrameTarget(string ImageId, IReadOnlyList<BoxF> Boxes, (int Height, int Width) OrigSize, (int Height, int Width) Size);

/// <summary>A box as four floats; which four (cx, cy, w, h or x0, y0, x1, y1) says the property that holds it.</summary>
public readonly record struct BoxF(float A, float B, float C, float D);
