namespace TubeDetr.Data;

/// <summary>What a data set takes from its videos, under the names and with the defaults of the original's script.</summary>
public sealed record DatasetOptions
{
    /// <summary>Data sets to train on (<c>combine_datasets</c>); see <see cref="DatasetNames"/>.</summary>
    public IReadOnlyList<string> CombineDatasets { get; init; } = [DatasetNames.HcStvg];

    /// <summary>Data sets to evaluate on (<c>combine_datasets_val</c>).</summary>
    public IReadOnlyList<string> CombineDatasetsVal { get; init; } = [DatasetNames.HcStvg];

    /// <summary>Short side of the frames (<c>resolution</c>); see <see cref="Transforms.ResolutionTable.Known"/>.</summary>
    public int Resolution { get; init; } = 224;

    /// <summary>Frames a second taken from a video (<c>fps</c>), at most the video's own.</summary>
    public double Fps { get; init; } = 5;

    /// <summary>Most frames taken from a video (<c>video_max_len</c>).</summary>
    public int VideoMaxLen { get; init; } = 200;

    /// <summary>Most frames that training sees of a video, a window around or in the moment (<c>video_max_len_train</c>).</summary>
    public int VideoMaxLenTrain { get; init; } = 200;

    /// <summary>Temporal stride k of the slow branch (<c>stride</c>); 0 for none.</summary>
    public int Stride { get; init; } = 5;

    /// <summary>Whether training crops clips in time at random (<c>tmp_crop</c>).</summary>
    public bool TmpCrop { get; init; } = true;

    /// <summary>
    /// Whether start and end are to be found (<c>sted</c>): frames come from the whole video. Without it only frames of the tube are chosen, though, as in the original,
    /// the pixels still come from the whole 20 s.
    /// </summary>
    public bool TmpLoc { get; init; } = true;

    /// <summary>Version 2 of HC-STVG (<c>v2</c>).</summary>
    public bool V2 { get; init; }

    /// <summary>Evaluation files for both parts (<c>test</c>).</summary>
    public bool Test { get; init; }

    /// <summary>Whether training resizes and crops at random in space; false gives training the frames of evaluation. Ours.</summary>
    public bool Augment { get; init; } = true;

    /// <summary>Whether a rejected random crop is followed by real further tries; the original's never succeed. Ours.</summary>
    public bool MendCropRetries { get; init; }
}
