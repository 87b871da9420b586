using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class SweepActionsTests : PageTest
{
    private string Said => Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message!;

    [Fact]
    public void Pause_Clicked_AsksTheGridWithoutAQuestion()
    {
        var actions = Open(SweepState.Running);

        Do(actions, a => a.Find("[data-testid=pause]").Click());

        Assert.Equal([(Some.SweepId.Value, (object)SweepRequest.Pause)], Client.Asked);
        Assert.Empty(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
    }

    [Fact]
    public void Pause_RefusedOrFailed_SaysThatNothingHasHappened()
    {
        Client.Allows = false;
        var actions = Open(SweepState.Running);
        Do(actions, a => a.Find("[data-testid=pause]").Click());
        Assert.Equal("first-sweep is running: nothing to pause.", Said);

        Services.GetRequiredService<ISnackbar>().Clear();
        Client.Fault = new GridAwayException("No silo answers.");
        Do(actions, a => a.Find("[data-testid=pause]").Click());
        Assert.Equal("first-sweep goes on as before. No silo answers. Try again.", Said);
    }

    [Fact]
    public async Task Stop_NotConfirmed_KeepsTraining()
    {
        var dialogs = Render<MudDialogProvider>();
        var actions = Open(SweepState.Running);
        var clicking = Begin(actions, c => c.Find("[data-testid=stop]").ClickAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("1 experiment not yet begun will be cancelled and cannot go on.", dialogs.Markup, StringComparison.Ordinal));

        Do(dialogs, d => d.FindAll("button").Single(button => button.TextContent.Contains("Keep training", StringComparison.Ordinal)).Click());
        await clicking;

        Assert.Empty(Client.Asked);
    }

    [Theory]
    [InlineData(SweepState.Paused, "Clone Resume Stop Cancel")]
    [InlineData(SweepState.Cancelled, "Clone")]
    public void Render_Short_NamesEachActionAndTheSweep(SweepState state, string words)
    {
        var actions = Render<SweepActions>(p => p.Add(c => c.Sweep, Sweep(state)).Add(c => c.Short, true));

        Assert.Equal(words.Split(' ').Select(word => word + " first-sweep"), actions.Find("[data-testid=actions]").Children.Select(action => action.GetAttribute("aria-label")));
        Assert.Equal("sweeps/new?from=sabc23", actions.Find("[data-testid=clone]").GetAttribute("href"));
    }

    private static SweepSnapshot Sweep(SweepState state) => Some.Sweep([Some.Experiment(), Some.Experiment(1, ExperimentState.Queued)], state);

    private IRenderedComponent<SweepActions> Open(SweepState state) => Render<SweepActions>(p => p.Add(c => c.Sweep, Sweep(state)));
}
