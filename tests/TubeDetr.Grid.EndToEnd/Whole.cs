using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>What an undisturbed experiment's metric history looks like, and so a disturbed one's.</summary>
internal static class Whole
{
    /// <summary>Optimiser steps of an epoch: 120 clips, of which 108 are trained on, two a step.</summary>
    public const long StepsPerEpoch = 54;

    /// <summary>No point twice, in order of the steps, and every epoch's evaluation there.</summary>
    public static void Holds(IReadOnlyCollection<MetricRow> history, int epochs)
    {
        var points = history.SelectMany(row => row.Values.Select(value => (value.Key, row.Step))).ToList();
        Assert.Equal(points.Count, points.Distinct().Count());
        Assert.Equal(history.Select(row => row.Step).Order(), history.Select(row => row.Step));
        Assert.Equal(
            Enumerable.Range(1, epochs).Select(epoch => epoch * StepsPerEpoch),
            points.Where(point => string.Equals(point.Key, "viou", StringComparison.Ordinal)).Select(point => point.Step));
    }
}
