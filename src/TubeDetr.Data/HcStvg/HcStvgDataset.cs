using TubeDetr.Data.Randomness;
using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.HcStvg;

/// <summary>HC-STVG, version 1 or 2, from its processed annotations.</summary>
public sealed class HcStvgDataset : IGroundingDataset
{
    private readonly HcStvgEntry[] _entries;
    private readonly IFrameSource _frames;
    private readonly SpatialTransform _spatial;
    private readonly TemporalCrop _temporal;

    private HcStvgDataset(HcStvgEntry[] entries, int stride, IFrameSource frames, SpatialTransform spatial, TemporalCrop temporal)
    {
        (_entries, Stride, _frames, _spatial, _temporal) = (entries, stride, frames, spatial, temporal);
        Tubes = [.. entries.Select(e => e.Tube)];
    }

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public int Stride { get; }

    /// <inheritdoc/>
    public IReadOnlyList<GroundTruthTube> Tubes { get; }

    /// <summary>Reads and checks the annotations of one part.</summary>
    /// <param name="videoFolder">Folder that holds the folder <c>video</c>.</param>
    /// <param name="annotationFile">Processed annotations.</param>
    /// <param name="training">Whether the transforms of training apply.</param>
    /// <param name="options">What to take from the videos, and how.</param>
    /// <param name="frames">Decodes.</param>
    /// <exception cref="DatasetException">A folder or file is missing or the annotations contradict themselves or the options; up to ten findings at once.</exception>
    public static HcStvgDataset Open(string videoFolder, string annotationFile, bool training, DatasetOptions options, IFrameSource frames)
    {
        const string remedy = "make it from the raw annotations with `./grid data prepare hcstvg`, or correct hcstvg_ann_path in the data set's configuration.";
        var videos = AnnotationFile.Read<HcStvgVideo[]>(annotationFile, remedy);
        var entries = HcStvgEntry.CreateAll(videos, Path.Combine(videoFolder, "video"), annotationFile, options);
        return new HcStvgDataset(
            entries,
            options.Stride,
            frames,
            new SpatialTransform(ResolutionTable.For(options.Resolution), training && options.Augment, options.MendCropRetries),
            new TemporalCrop(training && options.TmpCrop, training ? options.VideoMaxLenTrain : null));
    }

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
