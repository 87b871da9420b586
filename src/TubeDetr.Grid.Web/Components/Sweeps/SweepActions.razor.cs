using Microsoft.AspNetCore.Components;
using MudBlazor;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Layout;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Sweeps;

/// <summary>Buttons to clone, pause, resume, stop and cancel a sweep. What ends training asks once.</summary>
public partial class SweepActions
{
    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required ISnackbar Snackbar { get; set; }

    [Inject]
    public required IGridClient Client { get; set; }

    [Parameter, EditorRequired]
    public required SweepSnapshot Sweep { get; set; }

    /// <summary>One word per button.</summary>
    [Parameter]
    public bool Short { get; set; }

    private async Task Do(SweepAction action)
    {
        if (action.Dangerous && await Dialogs.ShowMessageBoxAsync(action.Question, action.Consequence, yesText: action.Yes, cancelText: "Keep training") is not true)
        {
            return;
        }

        var asked = action.Word.ToLowerInvariant();
        await Snackbar.Ask(
            () => Client.Ask(Sweep.Id, action.Request, $"{asked} was asked by a person on the page"),
            $"{Sweep.Name} is {StateLook.Of(Sweep.State).Word}: nothing to {asked}.",
            $"{Sweep.Name} goes on as before.");
    }
}
