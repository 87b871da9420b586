using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>Ranges that a person has dragged on one axis of the parallel coordinates, in the axis' own numbers; none: taken away.</summary>
public sealed record AxisFilter(int Axis, string Name, ImmutableArray<(double Low, double High)> Ranges)
{
    public bool Passes(double value) => Ranges.Any(range => value >= range.Low && value <= range.High);

    /// <summary>The experiments inside all ranges; null when there are none.</summary>
    public static ImmutableHashSet<ExperimentId>? Passing(ImmutableArray<AxisFilter> filters, ParallelCoordinates model) => filters.IsEmpty
        ? null
        : [.. model.Experiments.Where((_, i) => filters.All(f => f.Axis < model.Axes.Length && f.Passes(model.Axes[f.Axis].Values[i])))];

    /// <summary>
    /// Reads the change that the chart reports: <c>{"dimensions[0].constraintrange": [[a, b]]}</c>, where one range may stand without
    /// the outer list, several in it, and nothing for a range that was taken away.
    /// </summary>
    public static ImmutableArray<AxisFilter> Read(IEnumerable<KeyValuePair<string, JsonElement>> changes, ParallelCoordinates model)
    {
        var read = ImmutableArray.CreateBuilder<AxisFilter>();
        foreach (var change in changes)
        {
            if (AxisOf(change.Key) is { } axis && axis < model.Axes.Length)
            {
                read.Add(new AxisFilter(axis, model.Axes[axis].Name, [.. RangesOf(change.Value)]));
            }
        }

        return read.ToImmutable();
    }

    private static int? AxisOf(string path)
    {
        const string before = "dimensions[";
        const string after = "].constraintrange";
        return path.StartsWith(before, StringComparison.Ordinal) && path.EndsWith(after, StringComparison.Ordinal)
            && int.TryParse(path[before.Length..^after.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var axis) ? axis : null;
    }

    private static IEnumerable<(double Low, double High)> RangesOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var items = value.EnumerateArray().ToArray();
        return items is [{ ValueKind: JsonValueKind.Number } low, { ValueKind: JsonValueKind.Number } high]
            ? [(low.GetDouble(), high.GetDouble())]
            : items.SelectMany(RangesOf);
    }
}
