using System.Globalization;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Words;

/// <summary>How a state is shown: icon, word and colour, never colour alone.</summary>
/// <param name="Word">Lower-case word.</param>
/// <param name="Icon">SVG path of the icon.</param>
/// <param name="Class">Class that gives the colour.</param>
public sealed record StateLook(string Word, string Icon, string Class)
{
    public static StateLook Of(ExperimentState state) => state switch
    {
        ExperimentState.Queued => new("queued", Icons.Material.Outlined.Schedule, "queued"),
        ExperimentState.Running => new("running", Icons.Material.Filled.PlayArrow, "running"),
        ExperimentState.Stopping => new("stopping", Icons.Material.Outlined.StopCircle, "running"),
        ExperimentState.Paused => new("paused", Icons.Material.Filled.Pause, "paused"),
        ExperimentState.Completed => new("completed", Icons.Material.Filled.Check, "completed"),
        ExperimentState.Pruned => new("pruned", Icons.Material.Filled.ContentCut, "pruned"),
        ExperimentState.Cancelled => new("cancelled", Icons.Material.Filled.Block, "cancelled"),
        ExperimentState.Failed => new("failed", Icons.Material.Filled.Close, "failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static StateLook Of(SweepState state) => state switch
    {
        SweepState.Running => new("running", Icons.Material.Filled.PlayArrow, "running"),
        SweepState.Cancelling => new("cancelling", Icons.Material.Outlined.StopCircle, "running"),
        SweepState.Completed => new("completed", Icons.Material.Filled.Check, "completed"),
        SweepState.Cancelled => new("cancelled", Icons.Material.Filled.Block, "cancelled"),
        SweepState.Paused => new("paused", Icons.Material.Filled.Pause, "paused"),
        SweepState.Stopping => new("stopping", Icons.Material.Outlined.StopCircle, "running"),
        SweepState.Stopped => new("stopped", Icons.Material.Filled.Block, "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>States from done to waiting: the order in a progress bar.</summary>
    public static IReadOnlyList<ExperimentState> BarOrder { get; } =
    [
        ExperimentState.Completed, ExperimentState.Pruned, ExperimentState.Cancelled, ExperimentState.Failed,
        ExperimentState.Running, ExperimentState.Stopping, ExperimentState.Paused, ExperimentState.Queued,
    ];

    public static string Count(int count, ExperimentState state) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {Of(state).Word}");
}
