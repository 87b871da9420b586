using System.Collections.Immutable;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Web.Tubes;

/// <summary>A number that every clip has and that is averaged over clips.</summary>
/// <param name="Name">As the training calls the average.</param>
/// <param name="Of">Of one clip; null without a start-end head.</param>
public sealed record ClipMetric(string Name, Func<EvaluatedClip, double?> Of)
{
    public const string Default = "viou";

    public static ImmutableArray<ClipMetric> All { get; } =
    [
        new(Default, clip => clip.Viou),
        new("tiou", clip => clip.Tiou),
        new("viou@0.3", clip => Above(clip.Viou, 0.3)),
        new("viou@0.5", clip => Above(clip.Viou, 0.5)),
        new("gt_viou", clip => clip.GivenViou),
    ];

    public static ClipMetric Named(string name) => All.First(metric => string.Equals(metric.Name, name, StringComparison.Ordinal));

    private static double? Above(double? value, double threshold) => value is { } number ? number > threshold ? 1 : 0 : null;
}
