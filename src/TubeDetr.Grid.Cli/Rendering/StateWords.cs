using Spectre.Console;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>A state as a sign, a word and a colour; never the colour alone.</summary>
public static class StateWords
{
    public static string Word(ExperimentState state) => Lower(state.ToString());

    public static string Word(SweepState state) => Lower(state.ToString());

    /// <summary>True when nothing can happen to it any more.</summary>
    public static bool HasEnded(this ExperimentState state) =>
        state is ExperimentState.Completed or ExperimentState.Pruned or ExperimentState.Cancelled or ExperimentState.Failed;

    /// <summary>True when nothing can happen to it any more.</summary>
    public static bool HasEnded(this SweepState state) => state is SweepState.Completed or SweepState.Cancelled or SweepState.Stopped;

    public static string Markup(ExperimentState state)
    {
        var (sign, color) = state switch
        {
            ExperimentState.Queued => ("○", "grey"),
            ExperimentState.Running => ("▶", "blue"),
            ExperimentState.Stopping => ("◐", "yellow"),
            ExperimentState.Paused => ("‖", "yellow"),
            ExperimentState.Completed => ("✓", "green"),
            ExperimentState.Pruned => ("✂", "purple"),
            ExperimentState.Cancelled => ("∅", "grey"),
            ExperimentState.Failed => ("✗", "red"),
            _ => ("?", "default"),
        };
        return $"[{color}]{sign} {Word(state)}[/]";
    }

    public static string Markup(SweepState state)
    {
        var (sign, color) = state switch
        {
            SweepState.Running => ("▶", "blue"),
            SweepState.Cancelling => ("◐", "yellow"),
            SweepState.Completed => ("✓", "green"),
            SweepState.Cancelled or SweepState.Stopped => ("∅", "grey"),
            SweepState.Paused => ("‖", "yellow"),
            SweepState.Stopping => ("◐", "yellow"),
            _ => ("?", "default"),
        };
        return $"[{color}]{sign} {Word(state)}[/]";
    }

    /// <summary>Text that may hold anything, made safe for markup.</summary>
    public static string Safe(string? text) => (text ?? "–").EscapeMarkup();

    private static string Lower(string word) => word.ToLowerInvariant();
}
