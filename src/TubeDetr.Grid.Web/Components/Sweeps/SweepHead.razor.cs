using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Sweeps;

/// <summary>Progress, best value, time left, and the button that ends a sweep.</summary>
public partial class SweepHead
{
    private static readonly ImmutableHashSet<ExperimentState> Ended =
        [ExperimentState.Completed, ExperimentState.Pruned, ExperimentState.Cancelled, ExperimentState.Failed];

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required ISnackbar Snackbar { get; set; }

    [Inject]
    public required IGridClient Client { get; set; }

    [Parameter, EditorRequired]
    public required SweepSnapshot Sweep { get; set; }

    [Parameter, EditorRequired]
    public required ImmutableArray<ExperimentSnapshot> Experiments { get; set; }

    private IEnumerable<string> Counts => StateLook.BarOrder
        .Where(state => Sweep.Counts.GetValueOrDefault(state) > 0)
        .Select(state => StateLook.Count(Sweep.Counts[state], state));

    /// <summary>Experiments that have not ended.</summary>
    private int Left => Sweep.Counts.Where(count => !Ended.Contains(count.Key)).Sum(count => count.Value);

    private int SlotsUsed => Experiments.Count(experiment => experiment.Slot is not null);

    private async Task Cancel()
    {
        var count = SweepWords.Experiments(Left);
        var sure = await Dialogs.ShowMessageBoxAsync(
            $"Cancel {Sweep.Name}?",
            $"{count} of the sweep {Sweep.Name} ({Sweep.Id}) will end now. Each that trains writes a last checkpoint first. Checkpoints, curves and logs are kept; a cancelled experiment cannot go on.",
            yesText: $"Cancel {count} now, keep checkpoints",
            cancelText: "Keep training");
        if (sure is not true)
        {
            return;
        }

        try
        {
            if (!await Client.Ask(Sweep.Id, SweepRequest.Cancel, "cancelled by a person on the page"))
            {
                Snackbar.Add($"{Sweep.Name} had already ended.", Severity.Info);
            }
        }
        catch (Exception e)
        {
            Snackbar.Add($"{Sweep.Name} was not cancelled. {Faults.Describe(e)} Try again.", Severity.Error);
        }
    }
}
