using System.Text.Json.Serialization;

namespace TubeDetr.Data.HcStvg;

/// <summary>One entry of the processed annotation format (<c>*_proc.json</c>).</summary>
public sealed record HcStvgVideo
{
    public required string OriginalVideoId { get; init; }

    /// <summary>Frames of the file, which is taken to last 20 s.</summary>
    public required int FrameCount { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>First frame of the tube, counted from 1 in the annotation and compared with frame ids from 0, as in the original.</summary>
    public required int TubeStartFrame { get; init; }

    /// <summary>End of the tube, exclusive.</summary>
    public required int TubeEndFrame { get; init; }

    public double TubeStartTime { get; init; }

    public double TubeEndTime { get; init; }

    /// <summary>Relative to the folder <c>video</c>.</summary>
    public required string VideoPath { get; init; }

    public required string Caption { get; init; }

    [JsonConverter(typeof(NumberOrText))]
    public required string VideoId { get; init; }

    /// <summary>One box a frame from <see cref="TubeStartFrame"/> on.</summary>
    public required Trajectory Trajectory { get; init; }
}
