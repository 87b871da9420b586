using TubeDetr.Data.Randomness;
using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;

namespace TubeDetr.Data;

/// <summary>One part of a data set: clips from annotations that have been checked.</summary>
public sealed class TubeDataset : IGroundingDataset
{
    private readonly TubeEntry[] _entries;
    private readonly IFrameSource _frames;
    private readonly SpatialTransform _spatial;
    private readonly TemporalCrop _temporal;

    /// <param name="entries">The videos.</param>
    /// <param name="training">Whether the transforms of training apply.</param>
    /// <param name="options">What to take from the videos, and how.</param>
    /// <param name="frames">Decodes.</param>
    internal TubeDataset(TubeEntry[] entries, bool training, DatasetOptions options, IFrameSource frames)
    {
        (_entries, _frames, Stride) = (entries, frames, options.Stride);
        _spatial = new SpatialTransform(ResolutionTable.For(options.Resolution), training && options.Augment, options.MendCropRetries);
        _temporal = new TemporalCrop(training && options.TmpCrop, training ? options.VideoMaxLenTrain : null);
        Tubes = [.. entries.Select(e => e.Tube)];
    }

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public int Stride { get; }

    /// <inheritdoc/>
    public IReadOnlyList<GroundTruthTube> Tubes { get; }

    /// <inheritdoc/>
    public Clip Load(int index, IRandomSource random, CancellationToken cancellationToken = default)
    {
        var entry = _entries[index];
        var tube = entry.Tube;
        var plan = _spatial.Plan(tube.Width, tube.Height, entry.Boxes, random);
        var (first, last, moment) = _temporal.Draw(tube.FrameIds.Count, entry.Moment, random);
        var decoded = _frames.Read(entry.Request, cancellationToken);
        return new Clip
        {
            Pixels = FrameResizer.Apply(decoded, plan.Steps, first, last),
            Targets = [.. Enumerable.Range(first, last - first + 1).Select(i => Target(tube, plan, i))],
            VideoId = tube.VideoId,
            Caption = tube.Caption,
            FramesId = [.. tube.FrameIds.Skip(first).Take(last - first + 1)],
            InterIdx = moment ?? (-100, -100),
            QuestionType = tube.QuestionType,
        };
    }

    /// <inheritdoc/>
    public void Prefetch(IReadOnlyList<int> indices, CancellationToken cancellationToken = default)
        => _frames.Prefetch([.. indices.Select(i => _entries[i].Request)], cancellationToken);

    private static FrameTarget Target(GroundTruthTube tube, SpatialPlan plan, int i) => new(
        $"{tube.VideoId}_{tube.FrameIds[i]}",
        plan.Boxes[i] is { } box ? [BoxMath.Normalise(box, plan.Width, plan.Height)] : [],
        (tube.Height, tube.Width),
        (plan.Height, plan.Width));
}
