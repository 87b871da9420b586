using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training.Grounding;

namespace TubeDetr.Grid.Cli.Grounding;

/// <summary>What <c>grid ground</c> prints: the tube, and where its pictures are. Seconds of the video, boxes (x0, y0, x1, y1) in its pixels.</summary>
internal sealed record GroundReport
{
    public required string Video { get; init; }

    public required string Caption { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>File of the weights, or that they are untrained.</summary>
    public required string Weights { get; init; }

    /// <summary>Span that was looked at: first second, last second, frames a second, frames.</summary>
    public required GroundedSpan Span { get; init; }

    public required double Start { get; init; }

    public required double End { get; init; }

    /// <summary>Probability of this start times that of this end; null without a start-end head.</summary>
    public required double? Confidence { get; init; }

    public required string Annotated { get; init; }

    public required string ContactSheet { get; init; }

    public required string TubeFile { get; init; }

    /// <summary>Frames inside the tube.</summary>
    public required IReadOnlyList<FrameOfTube> Frames { get; init; }

    /// <summary>One line for the page of pictures.</summary>
    internal string Remark => (End > Start ? Format.Invariant($"{Start:0.0} - {End:0.0} s") : "no moment found")
        + (Confidence is { } confidence ? Format.Invariant($", confidence {Format.Number(confidence)}") : "") + $", weights: {Weights}";

    public static GroundReport Of(GroundedTube tube, GroundRequest request, string weights) => new()
    {
        Video = request.Video,
        Caption = tube.Caption,
        Width = tube.Span.Video.Width,
        Height = tube.Span.Video.Height,
        Weights = weights,
        Span = new(Round(tube.Span.Start), Round(tube.Span.End), Math.Round(tube.Span.Fps, 6), tube.Frames.Count),
        Start = Round(tube.Start),
        End = Round(tube.End),
        Confidence = tube.Confidence is { } confidence ? Math.Round(confidence, 6) : null,
        Annotated = request.FileFor("-grounded.mp4"),
        ContactSheet = request.FileFor("-grounded.png"),
        TubeFile = request.FileFor("-grounded.json"),
        Frames = [.. tube.Inside.Select(frame => new FrameOfTube(frame.Frame, Round(frame.Time), Corners(frame.Box)))],
    };

    /// <summary>As JSON for people: a property a line, a frame a line.</summary>
    public string ToText()
    {
        using var json = JsonDocument.Parse(JsonText.Of(this));
        var lines = json.RootElement.EnumerateObject().Select(property => property.Value.ValueKind is JsonValueKind.Array && property.Value.GetArrayLength() > 0
            ? $"  \"{property.Name}\": [\n    {string.Join(",\n    ", property.Value.EnumerateArray().Select(item => item.GetRawText()))}\n  ]"
            : $"  \"{property.Name}\": {property.Value.GetRawText()}");
        return $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }

    private static double Round(double seconds) => Math.Round(seconds, 3);

    private static double[] Corners(PixelBox box) => [Math.Round(box.X0, 2), Math.Round(box.Y0, 2), Math.Round(box.X1, 2), Math.Round(box.Y1, 2)];
}

/// <summary>What was looked at.</summary>
internal sealed record GroundedSpan(double Start, double End, double Fps, int Frames);

/// <summary>One frame of the tube.</summary>
internal sealed record FrameOfTube(int Frame, double Time, IReadOnlyList<double> Box);
