using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>The evaluation on one data set.</summary>
/// <param name="Name">Its name in <c>combine_datasets_val</c>.</param>
/// <param name="Losses">Averages over batches: <c>loss</c>, weighted losses by name, the same with <c>_unscaled</c>.</param>
/// <param name="Videos">What became of each video.</param>
/// <param name="Missing">Videos that could not be read and have no result: averages are over the others.</param>
public sealed record SetReport(string Name, IReadOnlyDictionary<string, double> Losses, IReadOnlyList<VideoResult> Videos, IReadOnlyList<SkippedClip> Missing)
{
    public SetReport(string name, IReadOnlyDictionary<string, double> losses, IReadOnlyList<VideoResult> videos)
        : this(name, losses, videos, [])
    {
    }

    /// <summary>The original's metrics: for VidSTG by kind of question, <c>declarative_viou</c>, ….</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; } = MetricSummary.Of(Videos);

    /// <summary>The metrics over all videos, whatever their question; for HC-STVG the same as <see cref="Metrics"/>.</summary>
    public IReadOnlyDictionary<string, double> Overall { get; } = MetricSummary.Overall(Videos);

    /// <summary><c>missing_videos</c>, where there are any.</summary>
    internal IEnumerable<KeyValuePair<string, double>> MissingCount => Missing.Count > 0 ? [new("missing_videos", Missing.Count)] : [];
}
