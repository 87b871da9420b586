using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Rows.Filters;

/// <summary>
/// The fields of an experiment that a filter may name: <c>metrics.viou</c> (its last value), <c>params.lr</c> or just <c>lr</c>, <c>tags</c>,
/// <c>tags.note</c>, and those of <see cref="Names"/>.
/// </summary>
public static class FilterField
{
    public const string Metrics = "metrics.";
    public const string Parameters = "params.";

    private static readonly ImmutableSortedDictionary<string, Func<ExperimentSnapshot, FilterValue?>> Known =
        ImmutableSortedDictionary.CreateRange<string, Func<ExperimentSnapshot, FilterValue?>>(StringComparer.Ordinal,
        [
            new("attempt", e => FilterValue.Of(e.Attempt)),
            new("best", e => Number(e.BestValue)),
            new("epochs", e => FilterValue.Of(e.EpochsDone)),
            new("id", e => FilterValue.Of(e.Id.Value)),
            new("last", e => Number(e.LastValue)),
            new("name", e => FilterValue.Of(SweepWords.ShortName(e.Id))),
            new("place", e => FilterValue.Of(e.Index + 1)),
            new("priority", e => FilterValue.Of(e.Priority)),
            new("reason", e => Text(e.Reason)),
            new("silo", e => e.Slot is null ? null : Text(e.Attempts.LastOrDefault()?.Silo)),
            new("slot", e => Text(e.Slot)),
            new("state", e => FilterValue.Of(StateLook.Of(e.State).Word)),
            new("step", e => FilterValue.Of(e.Step)),
            new("sweep", e => FilterValue.Of(e.Sweep.Value)),
            new("tags.note", e => Text(e.Note)),
        ]);

    /// <summary>Fields that every experiment has, besides its hyper-parameters and metrics.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.Keys.Append("tags").Order(StringComparer.Ordinal)];

    /// <summary>The field's values for an experiment; none when it has no such field. Hyper-parameters go before fields of the same name.</summary>
    public static ImmutableArray<FilterValue> Read(ExperimentSnapshot experiment, string field)
    {
        if (field.StartsWith(Metrics, StringComparison.Ordinal))
        {
            return experiment.LastMetrics.TryGetValue(field[Metrics.Length..], out var measured) ? [FilterValue.Of(measured)] : [];
        }

        var name = field.StartsWith(Parameters, StringComparison.Ordinal) ? field[Parameters.Length..] : field;
        if (experiment.HyperParameters.Values.TryGetValue(name, out var chosen))
        {
            return [new FilterValue(chosen.Text, double.IsNaN(chosen.Number) ? null : chosen.Number)];
        }

        return field is "tags" ? [.. experiment.Tags.Select(FilterValue.Of)]
            : Known.TryGetValue(field, out var read) && read(experiment) is { } value ? [value]
            : [];
    }

    /// <summary>What a bare word is looked for in.</summary>
    public static IEnumerable<string> Words(ExperimentSnapshot experiment) =>
        experiment.HyperParameters.Values.Select(p => $"{p.Key}={p.Value.Text}")
            .Concat(experiment.Tags)
            .Concat([experiment.Id.Value, SweepWords.ShortName(experiment.Id), StateLook.Of(experiment.State).Word, experiment.Slot ?? "", SweepWords.Silo(experiment), experiment.Note ?? ""]);

    private static FilterValue? Number(double? value) => value is { } number ? FilterValue.Of(number) : null;

    private static FilterValue? Text(string? text) => text is null ? null : FilterValue.Of(text);
}
