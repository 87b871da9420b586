namespace TubeDetr.Training.Evaluation;

/// <summary>What an evaluation does beyond the usual.</summary>
internal sealed record EvaluationMode
{
    /// <summary>Never choose padding of a shorter video as start or end (<c>mask_padding</c>).</summary>
    public bool MaskPadding { get; init; }

    /// <summary>Keep the boxes of all frames, not only of those in the annotated moment.</summary>
    public bool AllFrames { get; init; }

    /// <summary>Where attention weights go; null where nobody wants them.</summary>
    public IAttentionKeeper? Attention { get; init; }
}
