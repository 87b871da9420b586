using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Experiments;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ExperimentActionsTests : PageTest
{
    private IEnumerable<string?> Said => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(said => said.Message);

    private IRenderedComponent<ExperimentActions> Open(ExperimentState state) =>
        Render<ExperimentActions>(p => p.Add(c => c.Experiment, Some.Experiment(state: state)));

    [Theory]
    [InlineData(ExperimentState.Running, "Pause|Give the slot back|Stop after this epoch|Cancel now, keep checkpoints|Compare")]
    [InlineData(ExperimentState.Paused, "Resume|Cancel now, keep checkpoints|Compare")]
    [InlineData(ExperimentState.Completed, "Compare")]
    public void Render_State_OffersWhatItAllows(ExperimentState state, string offered)
    {
        var actions = Open(state);

        Assert.Equal(offered, string.Join('|', actions.FindAll(".button").Select(button => button.TextContent)));
        Assert.Equal("compare?x=sabc23-01", actions.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void Resume_Clicked_IsAskedAtOnce()
    {
        var actions = Open(ExperimentState.Paused);
        Do(actions, a => a.Find("[data-testid=resume]").Click());

        Assert.Equal([("sabc23-01", (object)ExperimentRequest.Resume)], Client.Asked);
        Assert.Empty(Said);
    }

    [Theory]
    [InlineData("Stop after this epoch", 1)]
    [InlineData("Keep training", 0)]
    public async Task Stop_Answered_IsAskedOnlyWithAYes(string answer, int asked)
    {
        var dialogs = Render<MudDialogProvider>();
        var actions = Open(ExperimentState.Running);
        var clicking = Begin(actions, c => c.Find("[data-testid=stop]").ClickAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("Stop sabc23-01 after its epoch?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Empty(Client.Asked);

        Do(dialogs, d => d.FindAll("button").Single(button => string.Equals(button.TextContent.Trim(), answer, StringComparison.Ordinal)).Click());
        await clicking;

        Assert.Equal(Enumerable.Repeat(("sabc23-01", (object)ExperimentRequest.Stop), asked), Client.Asked);
    }

    [Fact]
    public void Pause_RefusedAndThenUnanswered_SaysThatNothingWasChanged()
    {
        var actions = Open(ExperimentState.Running);
        Client.Allows = false;
        Do(actions, a => a.Find("[data-testid=pause]").Click());
        Client.Fault = new TimeoutException();
        Do(actions, a => a.Find("[data-testid=pause]").Click());

        Assert.Equal(["sabc23-01 has moved on meanwhile; nothing was changed.", "sabc23-01 goes on as before. The cluster did not answer in time. Try again."], Said);
    }
}
