namespace TubeDetr.Data;

/// <summary>One captioned video as its annotation has it, the same for every data set.</summary>
internal sealed record AnnotatedVideo
{
    public required string VideoId { get; init; }

    public required string OriginalVideoId { get; init; }

    public required string Caption { get; init; }

    /// <summary>Relative to the folder <c>video</c>.</summary>
    public required string VideoPath { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Frames a second of the video, the measure of its frame ids.</summary>
    public required double Fps { get; init; }

    /// <summary>First frame to choose from where start and end are to be found.</summary>
    public required int StartFrame { get; init; }

    /// <summary>End of those frames, exclusive.</summary>
    public required int EndFrame { get; init; }

    /// <summary>First frame of the tube.</summary>
    public required int TubeStartFrame { get; init; }

    /// <summary>End of the tube, exclusive.</summary>
    public required int TubeEndFrame { get; init; }

    /// <summary>Seconds into the file at which decoding begins.</summary>
    public required double StartTime { get; init; }

    /// <summary>Seconds that are decoded.</summary>
    public required double Duration { get; init; }

    /// <summary>Box of a frame of the tube; null where the annotation has none.</summary>
    public required Func<int, AnnotatedBox?> BoxOf { get; init; }

    /// <summary>Question type, VidSTG only.</summary>
    public string? QuestionType { get; init; }

    /// <summary>What is wrong with the annotation by the rules of its own data set; null when nothing is.</summary>
    public string? Contradiction { get; init; }

    /// <summary>What is wrong with it, or with it and these options; null when nothing is.</summary>
    public string? ContradictionWith(DatasetOptions options) => Contradiction ?? this switch
    {
        { Width: < 1 } or { Height: < 1 } => "width and height must be positive",
        { TubeStartFrame: < 0 } => "tube_start_frame is negative",
        _ when !(options.Fps / Fps <= 1) => FormattableString.Invariant($"fps = {options.Fps:R} is more than its {Fps:R} frames a second; choose a lower fps"),
        _ => null,
    };
}
