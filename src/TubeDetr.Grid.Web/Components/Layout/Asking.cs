using MudBlazor;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Components.Layout;

/// <summary>Asks the grid for what a person wants done, and tells them when it was not.</summary>
public static class Asking
{
    /// <param name="ask">Null when it was done, else why it was refused.</param>
    /// <param name="unchanged">A sentence: what still holds when the grid did not answer.</param>
    /// <returns>True when it was done.</returns>
    public static async Task<bool> Ask(this ISnackbar snackbar, Func<Task<string?>> ask, string unchanged)
    {
        try
        {
            if (await ask() is not { } refusal)
            {
                return true;
            }

            snackbar.Add(refusal, Severity.Info);
        }
        catch (Exception e)
        {
            // Whatever goes wrong between here and a grain is said to whoever asked; nothing has to be put right here.
            snackbar.Add($"{unchanged} {Faults.Describe(e)} Try again.", Severity.Error);
        }

        return false;
    }

    /// <param name="ask">True when it was done.</param>
    /// <param name="refused">A sentence: what it means when the grid says no.</param>
    /// <param name="unchanged">A sentence: what still holds when the grid did not answer.</param>
    /// <returns>True when it was done.</returns>
    public static Task<bool> Ask(this ISnackbar snackbar, Func<Task<bool>> ask, string refused, string unchanged) =>
        snackbar.Ask(async () => await ask() ? null : refused, unchanged);
}
