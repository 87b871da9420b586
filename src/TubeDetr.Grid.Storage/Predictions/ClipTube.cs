using System.Collections.Immutable;

namespace TubeDetr.Grid.Storage.Predictions;

/// <summary>The annotated and the predicted tube of one clip. Frames are numbered as in the video.</summary>
public sealed record ClipTube
{
    /// <summary>Pixels of the video.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels of the video.</summary>
    public required int Height { get; init; }

    /// <summary>Frames a second of the video, the measure of frame numbers.</summary>
    public required double Fps { get; init; }

    /// <summary>The frames that the model saw, ascending.</summary>
    public required ImmutableArray<int> Frames { get; init; }

    /// <summary>First annotated frame.</summary>
    public required int TruthStart { get; init; }

    /// <summary>End of the annotation, exclusive.</summary>
    public required int TruthEnd { get; init; }

    /// <summary>First predicted frame; null without a start-end head.</summary>
    public double? Start { get; init; }

    /// <summary>End of the prediction, exclusive.</summary>
    public double? End { get; init; }

    /// <summary>Annotated boxes as x0, y0, x1, y1 in pixels, four numbers for each frame from <see cref="TruthStart"/> on, in the order of <see cref="Frames"/>.</summary>
    public required ImmutableArray<float> Truth { get; init; }

    /// <summary>Predicted boxes, four numbers for each of <see cref="Frames"/>; shorter where only some frames were judged.</summary>
    public required ImmutableArray<float> Boxes { get; init; }

    /// <summary>Probability of each frame to be the first; empty without a start-end head.</summary>
    public ImmutableArray<float> StartProbabilities { get; init; } = [];

    /// <summary>Probability of each frame to be the last; empty without a start-end head.</summary>
    public ImmutableArray<float> EndProbabilities { get; init; } = [];

    /// <summary>Name of the clip's pictures in the store.</summary>
    public required string Strip { get; init; }
}
