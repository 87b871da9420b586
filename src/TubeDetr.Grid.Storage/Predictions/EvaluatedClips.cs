using System.Collections.Immutable;

namespace TubeDetr.Grid.Storage.Predictions;

/// <summary>What one evaluation found: the scores of every clip, and what was predicted for some of them.</summary>
/// <param name="Clips">In the order of the data sets.</param>
public sealed record EvaluatedClips(ImmutableArray<EvaluatedClip> Clips)
{
    /// <summary>Of so many clips boxes and pictures are kept; which ones depends on the clips alone, so that they are the same for all experiments of a data set.</summary>
    public const int Kept = 128;
}

/// <summary>One clip: what was asked, how well it was answered.</summary>
public sealed record EvaluatedClip
{
    /// <summary>Tells a clip, its sentence and its truth apart from all others, whatever frames an experiment takes of it.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the data set in <c>combine_datasets_val</c>.</summary>
    public required string Set { get; init; }

    /// <summary>The clip's id in its data set.</summary>
    public required string Video { get; init; }

    public required string Caption { get; init; }

    /// <summary><c>declarative</c> or <c>interrogative</c>; null for a data set without kinds.</summary>
    public string? Question { get; init; }

    /// <summary>Seconds of the annotated tube.</summary>
    public required double TubeSeconds { get; init; }

    /// <summary>Mean area of the annotated boxes as a part of the picture, 0 to 1.</summary>
    public required double BoxPart { get; init; }

    /// <summary>Overlap of annotated and predicted moment; null without a start-end head.</summary>
    public double? Tiou { get; init; }

    /// <summary>vIoU; null without a start-end head.</summary>
    public double? Viou { get; init; }

    /// <summary>Mean overlap of the boxes where the annotated moment is given.</summary>
    public required double GivenViou { get; init; }

    /// <summary>Null where boxes are not kept.</summary>
    public ClipTube? Tube { get; init; }

    /// <summary>By what clips are ordered: vIoU, or without a start-end head the overlap in the given moment.</summary>
    public double Quality => Viou ?? GivenViou;
}
