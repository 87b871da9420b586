using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>A sweep's experiments as parallel coordinates: the differing hyper-parameters, then the objective.</summary>
public sealed record ParallelCoordinates(ImmutableArray<ExperimentId> Experiments, ImmutableArray<ParallelAxis> Axes, ImmutableArray<double> Objective)
{
    /// <summary>The category of experiments that leave a hyper-parameter at its default.</summary>
    public const string Unset = "default";

    /// <summary>Experiments without a value of the objective have no line yet.</summary>
    public static ParallelCoordinates Of(SweepSnapshot sweep, IEnumerable<ExperimentSnapshot> experiments)
    {
        var shown = experiments.Where(e => e.BestValue is { } value && double.IsFinite(value)).ToImmutableArray();
        if (shown.IsEmpty)
        {
            return new([], [], []);
        }

        var objective = shown.Select(e => e.BestValue!.Value).ToImmutableArray();
        var axes = sweep.Differing
            .Select(name => OfParameter(name, [.. shown.Select(e => Value(e, name))]))
            .Append(Linear("best", sweep.Objective.Metric, objective, distinctTicks: false));
        return new([.. shown.Select(e => e.Id)], [.. axes], objective);
    }

    /// <summary>A logarithmic axis suits positive numbers that span a decade, and learning rates always.</summary>
    public static bool IsLogLike(string name, IReadOnlyCollection<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        var known = name is "weight_decay" || name.Split('_').Contains("lr", StringComparer.Ordinal);
        return low > 0 && high > low && (known || high >= 10 * low);
    }

    private static HyperParameterValue? Value(ExperimentSnapshot experiment, string name) =>
        experiment.HyperParameters.Values.TryGetValue(name, out var value) ? value : null;

    private static ParallelAxis OfParameter(string name, ImmutableArray<HyperParameterValue?> values)
    {
        var field = FilterField.Parameters + name;
        if (!values.All(value => value is { IsNumeric: true }))
        {
            return Categories(field, name, [.. values.Select(value => value?.Text ?? Unset)]);
        }

        var numbers = values.Select(value => value!.Value.Number).ToImmutableArray();
        return IsLogLike(name, numbers) ? Logarithmic(field, name, numbers) : Linear(field, name, numbers, distinctTicks: true);
    }

    private static ParallelAxis Linear(string field, string name, ImmutableArray<double> values, bool distinctTicks)
    {
        var (low, high) = (values.Min(), values.Max());
        var pad = high > low ? 0 : Math.Max(Math.Abs(low) * 0.1, 0.5);
        var distinct = values.Distinct().Order().ToImmutableArray();
        var complete = distinctTicks && distinct.Length <= MostTicks;
        var at = complete ? distinct : Evenly(low - pad, high + pad);
        return new(field, name, AxisScale.Linear, values, low - pad, high + pad, [.. at.Select(v => (v, Words.Numbers.Significant(v)))], complete);
    }

    private static ParallelAxis Logarithmic(string field, string name, ImmutableArray<double> values)
    {
        var logs = values.Select(Math.Log10).ToImmutableArray();
        var distinct = values.Distinct().Order().ToImmutableArray();
        var complete = distinct.Length <= MostTicks;
        var at = complete ? distinct : Decades(logs.Min(), logs.Max());
        return new(field, name, AxisScale.Logarithmic, logs, logs.Min(), logs.Max(), [.. at.Select(v => (Math.Log10(v), Words.Numbers.Significant(v)))], complete);
    }

    /// <summary>Categories take room by how many experiments have them.</summary>
    private static ParallelAxis Categories(string field, string name, ImmutableArray<string> values)
    {
        var position = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var before = 0d;
        foreach (var group in values.GroupBy(v => v, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            position[group.Key] = before + (group.Count() / 2d);
            before += group.Count();
        }

        return new(field, name, AxisScale.Categories, [.. values.Select(v => position[v])], 0, before, [.. position.Select(p => (p.Value, p.Key))], Complete: true);
    }

    private const int MostTicks = 8;

    private static ImmutableArray<double> Evenly(double low, double high) => [.. Enumerable.Range(0, 5).Select(i => low + ((high - low) * i / 4))];

    private static ImmutableArray<double> Decades(double low, double high) =>
        [.. Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1)
            .Where(e => e >= low - 1e-9 && e <= high + 1e-9)
            .Select(e => Math.Pow(10, e))];
}
