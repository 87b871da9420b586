using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>A row as it was measured.</summary>
/// <param name="SupersededBy">The attempt that went on from an earlier step and measured its own; null for a row that counts.</param>
public sealed record TrailRow(MetricRow Row, int? SupersededBy);

/// <summary>Everything that was ever measured, the tails of lost attempts included, each row marked with whether it counts.</summary>
public static class MetricTrail
{
    /// <summary>The rows of a metric log in the order in which they were written.</summary>
    public static ImmutableArray<TrailRow> Of(IEnumerable<MetricLogEntry> entries)
    {
        var trail = new List<TrailRow>();
        var began = new AttemptBegins();
        foreach (var entry in entries)
        {
            if (entry is MetricLogEntry.Measured { Row: var row })
            {
                trail.Add(new TrailRow(row, null));
            }
            else if (entry is MetricLogEntry.Begin begin)
            {
                Supersede(trail, begin, began);
                began.Add(begin);
            }
        }

        return [.. trail];
    }

    private static void Supersede(List<TrailRow> trail, MetricLogEntry.Begin begin, AttemptBegins began)
    {
        for (var i = 0; i < trail.Count; i++)
        {
            if (trail[i] is { SupersededBy: null, Row: var row } && begin.Supersedes(row, began))
            {
                trail[i] = trail[i] with { SupersededBy = begin.Attempt };
            }
        }
    }
}
