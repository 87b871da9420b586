using System.Collections.Immutable;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Web.Tubes;

/// <summary>The order in which clips are shown.</summary>
public enum ClipOrder
{
    /// <summary>Lowest mean vIoU first.</summary>
    Worst,

    /// <summary>Highest mean vIoU first.</summary>
    Best,

    /// <summary>Greatest difference between two of the experiments first.</summary>
    Apart,

    /// <summary>Where one experiment beats another most, first.</summary>
    Gain,
}

/// <summary>One clip and what each experiment found in it.</summary>
/// <param name="Clip">The clip, as the first experiment that evaluated it has it.</param>
/// <param name="Found">In the order of the experiments; null where one has not evaluated it.</param>
public sealed record ClipRow(EvaluatedClip Clip, ImmutableArray<EvaluatedClip?> Found)
{
    /// <summary>Mean over the experiments that evaluated it.</summary>
    public double Mean { get; } = Found.Average(clip => clip?.Quality) ?? 0;

    /// <summary>Difference between the best and the worst experiment.</summary>
    public double Apart { get; } = (Found.Max(clip => clip?.Quality) - Found.Min(clip => clip?.Quality)) ?? 0;

    /// <summary>Whether boxes are kept, of anybody.</summary>
    public bool HasTube { get; } = Found.Any(clip => clip?.Tube is not null);

    /// <summary>How much one experiment beats another; null where one of them has not evaluated the clip.</summary>
    public double? Gain((int Better, int Worse) duel) => QualityOf(duel.Better) - QualityOf(duel.Worse);

    private double? QualityOf(int place) => place < Found.Length ? Found[place]?.Quality : null;
}

/// <summary>Lines the clips of several evaluations up.</summary>
public static class ClipRows
{
    /// <summary>Every clip that anybody evaluated, in the order of the first evaluation.</summary>
    public static ImmutableArray<ClipRow> Of(IReadOnlyList<EvaluatedClips?> evaluations)
    {
        var byKey = evaluations.Select(evaluation => evaluation?.Clips.DistinctBy(clip => clip.Key, StringComparer.Ordinal).ToDictionary(clip => clip.Key, StringComparer.Ordinal)).ToArray();
        return [.. evaluations
            .SelectMany(evaluation => evaluation?.Clips ?? [])
            .DistinctBy(clip => clip.Key, StringComparer.Ordinal)
            .Select(clip => new ClipRow(clip, [.. byKey.Select(found => found?.GetValueOrDefault(clip.Key))]))];
    }

    /// <summary>Sorted; clips that cannot be ordered so come last, and of equals those whose boxes are kept come first.</summary>
    public static ImmutableArray<ClipRow> Sorted(ImmutableArray<ClipRow> rows, ClipOrder order, (int Better, int Worse) duel) =>
        [.. rows.OrderBy(row => Rank(row, order, duel)).ThenByDescending(row => row.HasTube)];

    private static double Rank(ClipRow row, ClipOrder order, (int Better, int Worse) duel) => order switch
    {
        ClipOrder.Worst => row.Mean,
        ClipOrder.Best => -row.Mean,
        ClipOrder.Apart => -row.Apart,
        ClipOrder.Gain => -row.Gain(duel) ?? double.PositiveInfinity,
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };
}
