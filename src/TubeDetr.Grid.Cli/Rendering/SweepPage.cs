using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>One sweep: its head and its experiments.</summary>
internal static class SweepPage
{
    public static void Write(Screen screen, SweepSnapshot sweep, IReadOnlyList<ExperimentSnapshot> experiments, DateTimeOffset now)
    {
        screen.Markup($"[bold]{StateWords.Safe(sweep.Name)}[/] ({sweep.Id})  {StateWords.Markup(sweep.State)}");
        var goal = sweep.Objective.Maximize ? "greatest" : "smallest";
        screen.Line($"{sweep.Method}, {goal} {sweep.Objective.Metric}; {Counts(sweep)}; {Format.Epochs(sweep.EpochsDone, sweep.EpochsTotal)} epochs");
        screen.Line($"created {Format.Time(sweep.Created)}, {(sweep.Ended is { } ended ? $"took {Format.Duration(ended - sweep.Created)}" : $"ETA {Format.Duration(sweep.Eta)}")}");
        WriteLeaderboard(screen, sweep, experiments, now);
    }

    public static void WriteLeaderboard(Screen screen, SweepSnapshot sweep, IReadOnlyList<ExperimentSnapshot> experiments, DateTimeOffset now)
    {
        if (experiments.Count > 0)
        {
            screen.Console.Write(Leaderboard.Table(screen, sweep, experiments, now));
        }

        foreach (var experiment in experiments.Where(e => e is { State: ExperimentState.Failed, Reason: not null }))
        {
            screen.Line($"{experiment.Id} failed: {experiment.Reason}");
        }
    }

    public static int Ended(SweepSnapshot sweep) => sweep.Counts.Where(pair => pair.Key.HasEnded()).Sum(pair => pair.Value);

    /// <summary><c>2 running, 3 queued, 1 completed</c>.</summary>
    public static string Counts(SweepSnapshot sweep) => string.Join(
        ", ",
        sweep.Counts.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key).Select(pair => Format.Invariant($"{pair.Value} {StateWords.Word(pair.Key)}")));
}
