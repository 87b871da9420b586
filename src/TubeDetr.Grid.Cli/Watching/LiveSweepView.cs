using Spectre.Console;
using Spectre.Console.Rendering;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Watching;

/// <summary>For terminals: a progress bar for the sweep and a line for each experiment, redrawn in place.</summary>
internal sealed class LiveSweepView : ISweepView
{
    private const int BarWidth = 40;
    private const int SmallBarWidth = 12;

    private readonly Screen _screen;
    private readonly LiveRegion _region;

    private LiveSweepView(Screen screen, LiveRegion region) => (_screen, _region) = (screen, region);

    /// <summary>Runs <paramref name="body"/> while a region of the screen is redrawn; the region vanishes at the end.</summary>
    public static async Task<T> During<T>(Screen screen, Func<ISweepView, Task<T>> body)
    {
        using var region = new LiveRegion(screen);
        return await body(new LiveSweepView(screen, region));
    }

    public void Show(SweepSnapshot sweep, IReadOnlyList<ExperimentSnapshot> experiments) => _region.Draw(Draw(_screen, sweep, experiments));

    public void Say(string line) => _region.Say(StateWords.Safe(line));

    public static IRenderable Draw(Screen screen, SweepSnapshot sweep, IReadOnlyList<ExperimentSnapshot> experiments)
    {
        var fraction = sweep.EpochsTotal > 0 ? sweep.EpochsDone / sweep.EpochsTotal : 0;
        var head = new Markup(Format.Invariant(
            $"{Bar.Of(fraction, BarWidth)} {fraction * 100:0}%  {SweepPage.Ended(sweep)} of {Format.Count(sweep.Total, "experiment")}  best {Leaderboard.Title(sweep.Objective.Metric)} {Format.Number(sweep.BestValue)}  ETA {Format.Duration(sweep.Eta)}"));
        var differing = sweep.Differing.ToArray();
        var table = TableShape.New(screen, ["experiment", "state", .. differing, "epoch", "", ">loss", $">{Leaderboard.Title(sweep.Objective.Metric)}", ">ETA"]);
        foreach (var experiment in experiments)
        {
            table.AddRow(
            [
                experiment.Id.Value,
                StateWords.Markup(experiment.State) + (experiment.Attempt > 1 ? Format.Invariant($" [grey]attempt {experiment.Attempt}[/]") : ""),
                .. differing.Select(name => StateWords.Safe(Leaderboard.Chosen(experiment, name))),
                Bar.Of(experiment.EpochsDone / Math.Max(1, experiment.Epochs), SmallBarWidth),
                Format.Epochs(experiment.EpochsDone, experiment.Epochs),
                Format.Number(ExperimentTable.Metric(experiment, "loss")),
                Format.Number(experiment.LastValue),
                experiment.State.HasEnded() ? "–" : Format.Duration(experiment.Eta),
            ]);
        }

        return new Rows(head, table);
    }
}
