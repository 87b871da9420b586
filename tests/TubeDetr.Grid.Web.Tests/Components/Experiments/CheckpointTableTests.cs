using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Experiments;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class CheckpointTableTests : PageTest
{
    private IEnumerable<string?> Said => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(said => said.Message);

    private IRenderedComponent<CheckpointTable> Open(params CheckpointRecord[] checkpoints) =>
        Open(Some.Experiment() with { Checkpoints = [.. checkpoints] });

    private IRenderedComponent<CheckpointTable> Open(ExperimentSnapshot experiment) => Render<CheckpointTable>(p => p.Add(c => c.Experiment, experiment));

    [Fact]
    public void Render_None_SaysWhenOneIsWritten()
    {
        var table = Open();

        Assert.Equal("One is written at the end of every epoch.", table.Find("p").TextContent);
        Assert.Empty(table.FindAll("table"));
    }

    [Fact]
    public void Render_LowerIsBetter_StarsTheLowestAndBeginsWithTheNewest()
    {
        var table = Open(Some.Experiment() with
        {
            Objective = new Objective("eval_loss", Maximize: false),
            Checkpoints = [SomeClips.Checkpoint(1, 0.3), SomeClips.Checkpoint(2, 0.2), SomeClips.Checkpoint(3, 0.4), SomeClips.Checkpoint(4, null)],
        });

        Assert.Equal(["–", "0.4", "0.2", "0.3"], table.FindAll("[data-label=eval_loss]").Select(cell => cell.TextContent));
        Assert.Equal([false, false, true, false], table.FindAll("[data-testid=checkpoint-row]").Select(row => row.QuerySelector(".best") is not null));
    }

    [Fact]
    public void Pin_RefusedAndThenUnanswered_SaysWhy()
    {
        var table = Open(Some.Experiment() with { Checkpoints = [SomeClips.Checkpoint(3, 0.4)], Pinned = ["b3"] });
        Assert.Equal("Unpin", table.Find("[data-testid=pin]").TextContent);
        Client.CheckpointRefusal = "It is gone already.";
        Do(table, t => t.Find("[data-testid=pin]").Click());
        Client.Fault = new TimeoutException();
        Do(table, t => t.Find("[data-testid=pin]").Click());

        Assert.Equal([("sabc23-01", (object)(CheckpointRequest.Unpin, "b3"))], Client.Asked);
        Assert.Equal(["It is gone already.", "Nothing was changed. The cluster did not answer in time. Try again."], Said);
    }

    [Theory]
    [InlineData("Delete one checkpoint", 1)]
    [InlineData("Keep it", 0)]
    public async Task Delete_Answered_IsAskedOnlyWithAYes(string answer, int asked)
    {
        var dialogs = Render<MudDialogProvider>();
        var table = Open(SomeClips.Checkpoint(3, 0.4));
        var clicking = Begin(table, c => c.Find("[data-testid=delete]").ClickAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("The checkpoint of sabc23-01 after epoch 3 (1 B)", dialogs.Markup, StringComparison.Ordinal));
        Assert.Empty(Client.Asked);

        Do(dialogs, d => d.FindAll("button").Single(button => string.Equals(button.TextContent.Trim(), answer, StringComparison.Ordinal)).Click());
        await clicking;

        Assert.Equal(Enumerable.Repeat(("sabc23-01", (object)(CheckpointRequest.Delete, "b3")), asked), Client.Asked);
    }
}
