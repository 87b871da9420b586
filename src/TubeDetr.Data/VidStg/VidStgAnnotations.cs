namespace TubeDetr.Data.VidStg;

/// <summary>The processed annotations of one part of VidSTG.</summary>
public sealed record VidStgAnnotations
{
    public required IReadOnlyList<VidStgVideo> Videos { get; init; }

    /// <summary>Boxes by <c>original_video_id</c> and <c>target_id</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, FrameBoxes>> Trajectories { get; init; }
}
