using Spectre.Console;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>Sweeps as rows.</summary>
internal static class SweepTable
{
    public static Table Of(IReadOnlyList<SweepSnapshot> sweeps, Screen screen)
    {
        var table = TableShape.New(screen, "sweep", "name", "state", ">experiments", ">epochs", ">best", "by", "created", ">ETA");
        foreach (var sweep in sweeps)
        {
            table.AddRow(
                sweep.Id.Value,
                StateWords.Safe(sweep.Name),
                StateWords.Markup(sweep.State),
                Format.Invariant($"{SweepPage.Ended(sweep)}/{sweep.Total}"),
                Format.Epochs(sweep.EpochsDone, sweep.EpochsTotal),
                $"{StateWords.Safe(Leaderboard.Title(sweep.Objective.Metric))} {Format.Number(sweep.BestValue)}",
                StateWords.Safe(sweep.Best?.Value),
                Format.Time(sweep.Created),
                sweep.State.HasEnded() ? "–" : Format.Duration(sweep.Eta));
        }

        return table;
    }
}
