using Spectre.Console;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>Experiments as rows.</summary>
internal static class ExperimentTable
{
    public static Table Of(IReadOnlyList<ExperimentSnapshot> experiments, Screen screen, DateTimeOffset now)
    {
        var table = TableShape.New(screen, "experiment", "state", ">epochs", ">step", "metric", ">best", ">last", ">loss", ">attempt", ">time", ">ETA");
        foreach (var experiment in experiments)
        {
            table.AddRow(
                experiment.Id.Value,
                StateWords.Markup(experiment.State),
                Format.Epochs(experiment.EpochsDone, experiment.Epochs),
                Format.Invariant($"{experiment.Step}"),
                Leaderboard.Title(experiment.Objective.Metric).EscapeMarkup(),
                Format.Number(experiment.BestValue),
                Format.Number(experiment.LastValue),
                Format.Number(Metric(experiment, "loss")),
                Format.Invariant($"{experiment.Attempt}"),
                Format.Duration(Leaderboard.Took(experiment, now)),
                experiment.State.HasEnded() ? "–" : Format.Duration(experiment.Eta));
        }

        return table;
    }

    public static double? Metric(ExperimentSnapshot experiment, string name) =>
        experiment.LastMetrics.TryGetValue(name, out var value) ? value : null;
}
