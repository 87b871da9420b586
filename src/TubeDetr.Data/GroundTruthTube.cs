namespace TubeDetr.Data;

/// <summary>What is true of one video, for evaluators and pictures.</summary>
public sealed record GroundTruthTube
{
    public required string VideoId { get; init; }

    /// <summary>The video's name in the annotation it came from.</summary>
    public required string OriginalVideoId { get; init; }

    public required string Caption { get; init; }

    /// <summary>Full path of the video file.</summary>
    public required string VideoPath { get; init; }

    /// <summary>Pixels of the video.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels of the video.</summary>
    public required int Height { get; init; }

    /// <summary>Frames a second of the video, the measure of its frame ids; 0 where nobody needs it.</summary>
    public double Fps { get; init; }

    /// <summary>Chosen frames of the whole video, ascending, at most <c>video_max_len</c>.</summary>
    public required IReadOnlyList<int> FrameIds { get; init; }

    /// <summary>First frame of the annotated tube.</summary>
    public required int StartFrame { get; init; }

    /// <summary>End of the annotated tube, exclusive.</summary>
    public required int EndFrame { get; init; }

    /// <summary>Box of every chosen frame inside the tube.</summary>
    public required IReadOnlyDictionary<int, PixelBox> Boxes { get; init; }

    /// <summary>Question type, VidSTG only.</summary>
    public string? QuestionType { get; init; }
}

/// <summary>Corners in pixels of the video, not clamped to it.</summary>
public readonly record struct PixelBox(double X0, double Y0, double X1, double Y1);
