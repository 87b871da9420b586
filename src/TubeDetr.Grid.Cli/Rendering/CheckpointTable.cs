using Spectre.Console;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>The committed checkpoints of an experiment as rows.</summary>
internal static class CheckpointTable
{
    public static Table Of(ExperimentSnapshot experiment, Screen screen)
    {
        var table = TableShape.New(screen, ">epoch", ">step", ">attempt", $">{Leaderboard.Title(experiment.Objective.Metric)}", ">size", "time", "sha256");
        foreach (var checkpoint in experiment.Checkpoints)
        {
            table.AddRow(
                Format.Invariant($"{checkpoint.Epoch}"),
                Format.Invariant($"{checkpoint.Step}"),
                Format.Invariant($"{checkpoint.Attempt}"),
                Format.Number(checkpoint.Value),
                Format.Bytes(checkpoint.Length),
                Format.Time(checkpoint.Time),
                screen.IsTerminal ? checkpoint.Sha256[..Math.Min(12, checkpoint.Sha256.Length)] + "…" : checkpoint.Sha256);
        }

        return table;
    }
}
