using Spectre.Console;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>The experiments of a sweep, best first, with what they differ in.</summary>
internal static class Leaderboard
{
    private const string TemporalIou = "tiou";

    public static Table Table(Screen screen, SweepSnapshot sweep, IReadOnlyList<ExperimentSnapshot> experiments, DateTimeOffset now)
    {
        var differing = sweep.Differing.ToArray();
        var table = TableShape.New(screen, [">#", "experiment", "state", .. differing, $">{Title(sweep.Objective.Metric)}", ">tIoU", ">epochs", ">attempts", ">time"]);
        var place = 0;
        foreach (var experiment in Order(experiments, sweep.Objective))
        {
            place++;
            table.AddRow(
            [
                experiment.BestValue is null ? "–" : Format.Invariant($"{place}"),
                Bold(experiment.Id.Value, experiment.Id == sweep.Best),
                StateWords.Markup(experiment.State),
                .. differing.Select(name => StateWords.Safe(Chosen(experiment, name))),
                Bold(Format.Number(experiment.BestValue), experiment.Id == sweep.Best),
                Format.Number(experiment.LastMetrics.TryGetValue(TemporalIou, out var tiou) ? tiou : null),
                Format.Epochs(experiment.EpochsDone, experiment.Epochs),
                Format.Invariant($"{experiment.Attempt}"),
                Format.Duration(Took(experiment, now)),
            ]);
        }

        return table;
    }

    /// <summary>Best value first; those without a value last, in the order of the sweep.</summary>
    public static IEnumerable<ExperimentSnapshot> Order(IEnumerable<ExperimentSnapshot> experiments, Objective objective) => experiments
        .OrderBy(e => e.BestValue is null)
        .ThenBy(e => objective.Maximize ? -(e.BestValue ?? 0) : e.BestValue ?? 0)
        .ThenBy(e => e.Index);

    public static TimeSpan? Took(ExperimentSnapshot experiment, DateTimeOffset now) =>
        experiment.Started is { } started ? (experiment.Ended ?? now) - started : null;

    /// <summary>The value of a hyper-parameter, short enough for a column; null when the default was left.</summary>
    public static string? Chosen(ExperimentSnapshot experiment, string name) => experiment.HyperParameters.Values.TryGetValue(name, out var value)
        ? value.Type == HyperParameterType.Number ? Format.Number(value.Number) : value.Text
        : null;

    /// <summary>A metric as people write it in a heading.</summary>
    public static string Title(string metric) => metric switch
    {
        "viou" => "vIoU",
        TemporalIou => "tIoU",
        _ when metric.StartsWith("viou@", StringComparison.Ordinal) => "vIoU" + metric["viou".Length..],
        _ => metric,
    };

    private static string Bold(string text, bool isBold) => isBold ? $"[bold green]{text.EscapeMarkup()}[/]" : text.EscapeMarkup();
}
