using TorchSharp;

namespace TubeDetr.Data;

/// <summary>
/// Videos of one step, padded to the greatest height and width (<c>video_collate_fn</c> and <c>NestedTensor</c> of the original).
/// </summary>
public sealed class ClipBatch : IDisposable
{
    /// <summary>Slow frames, float [n_slow, 3, H, W]; with stride 0 all frames [sum(durations), 3, H, W].</summary>
    public required torch.Tensor Samples { get; init; }

    /// <summary>True where <see cref="Samples"/> is padding, bool [n_slow, H, W].</summary>
    public required torch.Tensor Mask { get; init; }

    /// <summary>All frames, float [sum(durations), 3, H, W]; null with stride 0.</summary>
    public torch.Tensor? SamplesFast { get; init; }

    /// <summary>Bool [sum(durations), H, W]; null with stride 0.</summary>
    public torch.Tensor? MaskFast { get; init; }

    /// <summary>Frames of each video.</summary>
    public required IReadOnlyList<int> Durations { get; init; }

    /// <summary>Token ids, int64 [videos, L], padded with 1.</summary>
    public required torch.Tensor InputIds { get; init; }

    /// <summary>1 where a token is real, int64 [videos, L].</summary>
    public required torch.Tensor AttentionMask { get; init; }

    /// <summary>One target a frame, all videos in order, without temporal padding.</summary>
    public required IReadOnlyList<FrameTarget> Targets { get; init; }

    public required IReadOnlyList<string> Captions { get; init; }

    public required IReadOnlyList<string> VideoIds { get; init; }

    /// <summary>Frame ids of each video in its file.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> FramesId { get; init; }

    /// <summary>First and last index of the annotated frames of each video, (-100, -100) when there are none.</summary>
    public required IReadOnlyList<(int First, int Last)> InterIdx { get; init; }

    /// <summary>Question type by video id, VidSTG only.</summary>
    public IReadOnlyDictionary<string, string>? QuestionTypes { get; init; }

    public void Dispose()
    {
        Samples.Dispose();
        Mask.Dispose();
        SamplesFast?.Dispose();
        MaskFast?.Dispose();
        InputIds.Dispose();
        AttentionMask.Dispose();
    }
}
