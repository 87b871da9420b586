using System.Text.Json.Serialization;

namespace TubeDetr.Data.VidStg;

/// <summary>One entry of <c>videos</c> in the processed annotations of VidSTG: a sentence about one object of a segment of a video.</summary>
public sealed record VidStgVideo
{
    [JsonConverter(typeof(NumberOrText))]
    public required string OriginalVideoId { get; init; }

    /// <summary>Frames a second of the file, the measure of every frame number here.</summary>
    public required double Fps { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>First frame of the segment.</summary>
    public required int StartFrame { get; init; }

    /// <summary>End of the segment, exclusive.</summary>
    public required int EndFrame { get; init; }

    /// <summary>First frame of the tube.</summary>
    public required int TubeStartFrame { get; init; }

    /// <summary>End of the tube, exclusive.</summary>
    public required int TubeEndFrame { get; init; }

    /// <summary>Relative to the folder <c>video</c>.</summary>
    public required string VideoPath { get; init; }

    public required string Caption { get; init; }

    /// <summary>Which of the video's objects the sentence means.</summary>
    [JsonConverter(typeof(NumberOrText))]
    public required string TargetId { get; init; }

    [JsonConverter(typeof(NumberOrText))]
    public required string VideoId { get; init; }

    /// <summary><c>declarative</c> or <c>interrogative</c>.</summary>
    public required string Qtype { get; init; }
}
