using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Compare;

/// <summary>A hyper-parameter in which experiments differ.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Of each experiment, as people write it; and whether it is only the default.</param>
public sealed record DifferingParameter(string Name, ImmutableArray<(string Text, bool Default)> Values);

/// <summary>A metric of several experiments.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">The last value of each; null where it was never measured.</param>
/// <param name="Best">Places of the best; none where nobody can say what is better.</param>
public sealed record ComparedMetric(string Name, ImmutableArray<double?> Values, ImmutableArray<int> Best)
{
    /// <summary>How much a value differs from the first one.</summary>
    public double? Difference(int place) => place > 0 ? Values[place] - Values[0] : null;
}

/// <summary>Only what differs between experiments.</summary>
public static class DifferenceTable
{
    /// <summary>Hyper-parameters with different values, by name; one that was left alone has its default.</summary>
    public static ImmutableArray<DifferingParameter> Parameters(IReadOnlyList<ExperimentSnapshot> experiments, ImmutableArray<HyperParameterDefinition> definitions)
    {
        var defaults = definitions.ToDictionary(definition => definition.Name, definition => definition.Default, StringComparer.Ordinal);
        return [.. experiments
            .SelectMany(experiment => experiment.HyperParameters.Values.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => new DifferingParameter(name, [.. experiments.Select(experiment => Value(experiment, name, defaults))]))
            .Where(row => row.Values.Select(value => value.Text).Distinct(StringComparer.Ordinal).Skip(1).Any())];
    }

    /// <summary>The last value of every metric, familiar ones first.</summary>
    public static ImmutableArray<ComparedMetric> Metrics(IReadOnlyList<ExperimentSnapshot> experiments) =>
        [.. MetricOrder.Of(experiments.SelectMany(experiment => experiment.LastMetrics.Keys).Distinct(StringComparer.Ordinal))
            .Select(name => Compare(name, [.. experiments.Select(experiment => experiment.LastMetrics.TryGetValue(name, out var value) ? value : (double?)null)]))];

    private static ComparedMetric Compare(string name, ImmutableArray<double?> values)
    {
        var known = values.Where(value => value is { } number && double.IsFinite(number)).ToList();
        var best = known.Count < 2 ? null : HigherIsBetter(name) switch { true => known.Max(), false => known.Min(), null => null };
        return new(name, values, best is null ? [] : [.. Enumerable.Range(0, values.Length).Where(place => values[place] == best)]);
    }

    /// <summary>Overlaps are to be great and losses small; of the rest nobody can say.</summary>
    private static bool? HigherIsBetter(string metric) =>
        metric.Contains("iou", StringComparison.Ordinal) && !metric.Contains("loss", StringComparison.Ordinal) ? true : metric.Contains("loss", StringComparison.Ordinal) ? false : null;

    private static (string Text, bool Default) Value(ExperimentSnapshot experiment, string name, Dictionary<string, HyperParameterValue> defaults) =>
        experiment.HyperParameters.Values.TryGetValue(name, out var chosen)
            ? (SweepWords.Value(chosen), false)
            : (defaults.TryGetValue(name, out var given) ? SweepWords.Value(given) : Numbers.Absent, true);
}
