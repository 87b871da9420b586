using Spectre.Console;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>One experiment with all that is known of it.</summary>
internal static class ExperimentPage
{
    public static void Write(Screen screen, ExperimentSnapshot experiment, DateTimeOffset now)
    {
        screen.Markup($"[bold]{experiment.Id}[/] of sweep {experiment.Sweep}  {StateWords.Markup(experiment.State)}");
        if (experiment is { State: not ExperimentState.Completed, Reason: { Length: > 0 } reason })
        {
            screen.Line(reason);
        }

        screen.Line($"{Format.Epochs(experiment.EpochsDone, experiment.Epochs)} epochs, step {Format.Invariant($"{experiment.Step}")}; {Leaderboard.Title(experiment.Objective.Metric)} best {Format.Number(experiment.BestValue)}, last {Format.Number(experiment.LastValue)}");
        screen.Line($"created {Format.Time(experiment.Created)}, time {Format.Duration(Leaderboard.Took(experiment, now))}{(experiment.State.HasEnded() ? "" : $", ETA {Format.Duration(experiment.Eta)}")}");
        if (Annotations(experiment) is { Length: > 0 } annotations)
        {
            screen.Line(annotations);
        }

        WriteMap(screen, "Hyper-parameters", experiment.HyperParameters.Values.Select(pair => (pair.Key, pair.Value.Text)));
        WriteMap(screen, "Last metrics", experiment.LastMetrics.Select(pair => (pair.Key, Format.Number(pair.Value))));
        WriteAttempts(screen, experiment, now);
        WriteMap(screen, "Provenance", experiment.Attempts.LastOrDefault(attempt => !attempt.Provenance.IsEmpty)?.Provenance.Select(pair => (pair.Key, pair.Value)) ?? []);
        WriteLastLines(screen, experiment);
        if (!experiment.Checkpoints.IsEmpty)
        {
            screen.Line();
            screen.Markup("[bold]Checkpoints[/]");
            screen.Console.Write(CheckpointTable.Of(experiment, screen));
        }
    }

    /// <summary>Priority, tags, note and lineage in a line; empty when there is nothing to tell.</summary>
    public static string Annotations(ExperimentSnapshot experiment) => string.Join("; ", new[]
    {
        experiment.Priority == 0 ? null : Format.Invariant($"priority {experiment.Priority}"),
        experiment.Requires.ToString() is { Length: > 0 } needs ? $"requires {needs}" : null,
        experiment.Tags.IsEmpty ? null : $"tags {string.Join(", ", experiment.Tags)}",
        experiment.Note is { } note ? $"note: {note}" : null,
        experiment.Origin is { } origin ? $"forked from {origin}" : null,
    }.OfType<string>());

    private static void WriteMap(Screen screen, string title, IEnumerable<(string Name, string Value)> pairs)
    {
        var all = pairs.ToList();
        if (all.Count == 0)
        {
            return;
        }

        var width = all.Max(pair => pair.Name.Length);
        screen.Line();
        screen.Markup($"[bold]{title}[/]");
        foreach (var (name, value) in all)
        {
            screen.Line($"  {name.PadRight(width)}  {value}");
        }
    }

    /// <summary>Of the last crash; a failed experiment has them in its reason.</summary>
    private static void WriteLastLines(Screen screen, ExperimentSnapshot experiment)
    {
        if (experiment.State == ExperimentState.Failed || experiment.Attempts.LastOrDefault(attempt => !attempt.LastLines.IsEmpty) is not { } crashed)
        {
            return;
        }

        screen.Line();
        screen.Markup(Format.Invariant($"[bold]Last lines of {StateWords.Safe(crashed.Silo)} in attempt {crashed.Number}[/]"));
        foreach (var line in crashed.LastLines)
        {
            screen.Line("  " + line);
        }
    }

    private static void WriteAttempts(Screen screen, ExperimentSnapshot experiment, DateTimeOffset now)
    {
        if (experiment.Attempts.IsEmpty)
        {
            return;
        }

        screen.Line();
        screen.Markup("[bold]Attempts[/]");
        var table = TableShape.New(screen, ">#", "silo", "started", ">time", ">from step", "ended because");
        foreach (var attempt in experiment.Attempts)
        {
            table.AddRow(
                Format.Invariant($"{attempt.Number}"),
                StateWords.Safe(attempt.Silo),
                Format.Time(attempt.Started),
                Format.Duration((attempt.Ended ?? now) - attempt.Started),
                Format.Invariant($"{attempt.FromStep}"),
                StateWords.Safe(attempt.Cause));
        }

        screen.Console.Write(table);
    }
}
