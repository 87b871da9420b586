using Spectre.Console;
using TubeDetr.Grid.Cli.Commands;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>A checkpoint, and why it is there.</summary>
/// <param name="Last">Training goes on from it.</param>
/// <param name="Best">It has the best value of the objective.</param>
public sealed record CheckpointRow(int Epoch, long Step, int Attempt, string Blob, long Length, string Sha256, DateTimeOffset Time, double? Value, bool Last, bool Best, bool Pinned);

/// <summary>The committed checkpoints of an experiment as rows.</summary>
internal static class CheckpointTable
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<CheckpointRow> Rows(ExperimentSnapshot experiment)
    {
        var best = CheckpointChoice.Best(experiment);
        return
        [
            .. experiment.Checkpoints.Select((c, i) => new CheckpointRow(
                c.Epoch, c.Step, c.Attempt, c.Blob, c.Length, c.Sha256, c.Time, c.Value,
                Last: i == experiment.Checkpoints.Length - 1, Best: c == best, Pinned: experiment.Pinned.Contains(c.Blob, StringComparer.Ordinal))),
        ];
    }

    public static Table Of(ExperimentSnapshot experiment, Screen screen)
    {
        var table = TableShape.New(screen, ">epoch", ">step", ">attempt", $">{Leaderboard.Title(experiment.Objective.Metric)}", ">size", "time", "kept as", "sha256");
        foreach (var row in Rows(experiment))
        {
            table.AddRow(
                Format.Invariant($"{row.Epoch}"),
                Format.Invariant($"{row.Step}"),
                Format.Invariant($"{row.Attempt}"),
                Format.Number(row.Value),
                Format.Bytes(row.Length),
                Format.Time(row.Time),
                Why(row),
                screen.IsTerminal ? row.Sha256[..Math.Min(12, row.Sha256.Length)] + "…" : row.Sha256);
        }

        return table;
    }

    private static string Why(CheckpointRow row) => string.Join(", ", new[] { row.Last ? "last" : null, row.Best ? "best" : null, row.Pinned ? "pinned" : null }.OfType<string>());
}
