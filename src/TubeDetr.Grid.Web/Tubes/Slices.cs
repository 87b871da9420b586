using System.Collections.Immutable;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tubes;

/// <summary>Some of the clips, and how good each experiment is on them.</summary>
/// <param name="Group">What divides the clips: the question, the length of the tube, the size of the box.</param>
/// <param name="Name">Which part this is.</param>
/// <param name="Count">Clips.</param>
/// <param name="Means">Of each experiment; null where it has none of the clips.</param>
public sealed record Slice(string Group, string Name, int Count, ImmutableArray<double?> Means)
{
    /// <summary>How much better an experiment is than the first.</summary>
    public double? Difference(int place) => place > 0 ? Means[place] - Means[0] : null;
}

/// <summary>Metrics for kinds of clips: by question, and by thirds of tube length and box size, so that no part is empty.</summary>
public static class Slices
{
    public static ImmutableArray<Slice> Of(ImmutableArray<ClipRow> rows, ClipMetric metric) => rows.IsEmpty
        ? []
        :
        [
            Measure("all clips", "", rows, metric),
            .. Questions(rows, metric),
            .. Thirds(rows, metric, "tube length", row => row.Clip.TubeSeconds, (low, high) => $"{Numbers.Significant(low)}–{Numbers.Significant(high)} s"),
            .. Thirds(rows, metric, "box size", row => row.Clip.BoxPart, (low, high) => $"{Numbers.Percent(low)[..^2]}–{Numbers.Percent(high)} of the picture"),
        ];

    private static IEnumerable<Slice> Questions(ImmutableArray<ClipRow> rows, ClipMetric metric) => rows
        .Where(row => row.Clip.Question is not null)
        .GroupBy(row => row.Clip.Question!, StringComparer.Ordinal)
        .OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => Measure("question", kind.Key, [.. kind], metric));

    private static IEnumerable<Slice> Thirds(ImmutableArray<ClipRow> rows, ClipMetric metric, string group, Func<ClipRow, double> size, Func<double, double, string> name)
    {
        var sorted = rows.OrderBy(size).ToArray();
        if (sorted.Length < 3 || size(sorted[0]) == size(sorted[^1]))
        {
            yield break;
        }

        for (var third = 0; third < 3; third++)
        {
            var part = sorted[(third * sorted.Length / 3)..((third + 1) * sorted.Length / 3)];
            yield return Measure(group, name(size(part[0]), size(part[^1])), [.. part], metric);
        }
    }

    private static Slice Measure(string group, string name, ImmutableArray<ClipRow> rows, ClipMetric metric) => new(
        group,
        name,
        rows.Length,
        [.. Enumerable.Range(0, rows[0].Found.Length).Select(place => rows.Select(row => row.Found[place] is { } clip ? metric.Of(clip) : null).Average())]);
}
