namespace TubeDetr.Data;

/// <summary>One captioned video, decoded and transformed: what a dataset's <c>__getitem__</c> returns in the original. Managed memory only.</summary>
public sealed record Clip
{
    /// <summary>All frames that the model sees (before the temporal stride).</summary>
    public required IClipPixels Pixels { get; init; }

    /// <summary>One target a frame.</summary>
    public required IReadOnlyList<FrameTarget> Targets { get; init; }

    public required string VideoId { get; init; }

    public required string Caption { get; init; }

    /// <summary>Frame ids in the video file, one a frame, ascending.</summary>
    public required IReadOnlyList<int> FramesId { get; init; }

    /// <summary>First and last index (into the frames of this clip) of the annotated moment; (-100, -100) when there is none.</summary>
    public required (int First, int Last) InterIdx { get; init; }

    /// <summary>Question type, VidSTG only.</summary>
    public string? QuestionType { get; init; }
}

/// <summary>Frames of one clip as normalised numbers, written row by row straight into a batch.</summary>
public interface IClipPixels
{
    int Frames { get; }

    int Height { get; }

    int Width { get; }

    /// <summary>Writes one row of one colour plane; <paramref name="row"/> is <see cref="Width"/> long.</summary>
    void WriteRow(int frame, int channel, int y, Span<float> row);
}
