using TubeDetr.Grid.Cli.Commands;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Replay;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>What another pruner would have changed.</summary>
internal static class ReplayPage
{
    public static void Write(Screen screen, SweepSnapshot sweep, PrunerSettings settings, int slots, ReplayReport report)
    {
        var metric = sweep.Objective.Metric;
        screen.Line($"{PrunerOptions.Word(settings.Kind)} on the {Format.Count(report.Experiments, "curve")} of sweep {sweep.Id}, {Format.Count(slots, "slot")}:");
        screen.Line(Format.Invariant($"epochs       {report.EpochsTrained - report.EpochsSaved} of {report.EpochsTrained}, saves {Part(report.EpochsSaved, report.EpochsTrained):0%}"));
        screen.Line(Format.Invariant($"slot-hours   {Format.Number(report.SlotHoursTrained - report.SlotHoursSaved)} of {Format.Number(report.SlotHoursTrained)}, saves {Format.Number(report.SlotHoursSaved)}"));
        screen.Line($"best {metric}   {Text(report.BestAfter)}{(Equals(report.Best, report.BestAfter) ? ", the same" : $" instead of {Text(report.Best)}")}");
        if (report.Lost.IsEmpty)
        {
            screen.Line($"It loses none of the best {ReplayReport.Winners}.");
        }

        foreach (var lost in report.Lost)
        {
            screen.Line(Format.Invariant($"It loses {lost.Experiment}, number {lost.Place} with {Format.Number(lost.Value)}: {lost.Reason}."));
        }

        if (report.Cut > 0)
        {
            screen.Line($"Note: {Format.Count(report.Cut, "experiment")} ended before the last epoch; what would have come after is not known.");
        }
    }

    private static double Part(double part, double whole) => whole > 0 ? part / whole : 0;

    private static string Text(ReplayedBest? best) => best is null ? "–" : $"{Format.Number(best.Value)} of {best.Experiment}";
}
