using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>Tells how many rows stand elsewhere than they would if the order were asked for now.</summary>
public static class RowOrder
{
    /// <param name="rows">All rows.</param>
    /// <param name="keys">What they are sorted by, first key first.</param>
    public static int Displaced(IReadOnlyCollection<ExperimentRow> rows, IReadOnlyList<(Func<ExperimentRow, object?> Key, bool Descending)> keys)
    {
        if (keys.Count == 0)
        {
            return 0;
        }

        var shown = Sort(rows, keys);
        var fresh = Sort([.. rows.Select(row => row.Fresh())], keys);
        return shown.Zip(fresh, (a, b) => a == b ? 0 : 1).Sum();
    }

    private static ImmutableArray<ExperimentId> Sort(IReadOnlyCollection<ExperimentRow> rows, IReadOnlyList<(Func<ExperimentRow, object?> Key, bool Descending)> keys)
    {
        var sorted = rows.Order(Comparer<ExperimentRow>.Create((_, _) => 0));
        foreach (var (key, descending) in keys)
        {
            sorted = descending ? sorted.ThenByDescending(key) : sorted.ThenBy(key);
        }

        return [.. sorted.Select(row => row.Now.Id)];
    }
}
