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
        var plan = Plan(index, random);
        var decoded = _frames.Read(RequestOf(index), cancellationToken);
        return Compose(index, plan, FrameResizer.Apply(decoded, plan.Spatial.Steps, plan.First, plan.Last));
    }

    /// <inheritdoc/>
    public RgbFrames Frames(int index, CancellationToken cancellationToken = default) => _frames.Read(RequestOf(index), cancellationToken);

    /// <summary>What is asked of the decoder for a clip.</summary>
    internal FrameRequest RequestOf(int index) => _entries[index].Request;

    /// <summary>Makes every draw for a clip.</summary>
    internal ClipPlan Plan(int index, IRandomSource random)
    {
        var (tube, boxes, moment, _) = _entries[index];
        var spatial = _spatial.Plan(tube.Width, tube.Height, boxes, random);
        var (first, last, kept) = _temporal.Draw(tube.FrameIds.Count, moment, random);
        return new ClipPlan(spatial, first, last, kept);
    }

    /// <summary>Puts a clip together.</summary>
    internal Clip Compose(int index, ClipPlan plan, IClipPixels pixels)
    {
        var tube = _entries[index].Tube;
        var (spatial, first, last, moment) = plan;
        return new Clip
        {
            Pixels = pixels,
            Targets = [.. Enumerable.Range(first, last - first + 1).Select(i => Target(tube, spatial, i))],
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
