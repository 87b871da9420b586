using System.Collections.Immutable;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Something that people may ask of a sweep, with the words for it.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Word">One word.</param>
/// <param name="Icon">SVG path, where there is no room for words.</param>
/// <param name="Button">What it does, in full.</param>
/// <param name="Help">What happens then.</param>
/// <param name="Question">Asked first where it ends training; empty otherwise.</param>
/// <param name="Consequence">What is lost and what is kept.</param>
/// <param name="Yes">The button that does it.</param>
public sealed record SweepAction(SweepRequest Request, string Word, string Icon, string Button, string Help, string Question = "", string Consequence = "", string Yes = "")
{
    private static readonly ImmutableHashSet<ExperimentState> Ended =
        [ExperimentState.Completed, ExperimentState.Pruned, ExperimentState.Cancelled, ExperimentState.Failed];

    public bool Dangerous => Question.Length > 0;

    /// <summary>What its state allows.</summary>
    public static ImmutableArray<SweepAction> Of(SweepSnapshot sweep) => sweep.State switch
    {
        _ when Left(sweep) == 0 => [],
        SweepState.Running => [Pause, Stop(sweep), Cancel(sweep)],
        SweepState.Paused => [Resume, Stop(sweep), Cancel(sweep)],
        SweepState.Stopping => [Cancel(sweep)],
        _ => [],
    };

    private static SweepAction Pause { get; } = new(SweepRequest.Pause, "Pause", Icons.Material.Filled.Pause, "Pause", "Nothing new begins; what trains goes on");

    private static SweepAction Resume { get; } = new(SweepRequest.Resume, "Resume", Icons.Material.Filled.PlayArrow, "Resume", "New experiments begin again");

    private static SweepAction Stop(SweepSnapshot sweep)
    {
        var waiting = SweepWords.Experiments(sweep.Counts.GetValueOrDefault(ExperimentState.Queued));
        return new(
            SweepRequest.Stop,
            "Stop",
            Icons.Material.Filled.Stop,
            "Stop after running experiments finish",
            "Those that have begun train to their end; the others are cancelled",
            $"Stop {sweep.Name}?",
            $"Experiments of the sweep {sweep.Name} ({sweep.Id}) that have begun train to their end. {waiting} not yet begun will be cancelled and cannot go on.",
            $"Stop, cancel {waiting} not yet begun");
    }

    private static SweepAction Cancel(SweepSnapshot sweep)
    {
        var left = SweepWords.Experiments(Left(sweep));
        return new(
            SweepRequest.Cancel,
            "Cancel",
            Icons.Material.Filled.Close,
            "Cancel sweep",
            "All experiments end now, each with a last checkpoint",
            $"Cancel {sweep.Name}?",
            $"{left} of the sweep {sweep.Name} ({sweep.Id}) will end now. Each that trains writes a last checkpoint first. Checkpoints, curves and logs are kept; a cancelled experiment cannot go on.",
            $"Cancel {left} now, keep checkpoints");
    }

    public static bool HasEnded(ExperimentState state) => Ended.Contains(state);

    /// <summary>Experiments that have not ended.</summary>
    private static int Left(SweepSnapshot sweep) => sweep.Counts.Where(count => !HasEnded(count.Key)).Sum(count => count.Value);
}
