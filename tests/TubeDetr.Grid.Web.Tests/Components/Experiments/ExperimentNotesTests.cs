using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Experiments;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ExperimentNotesTests : PageTest
{
    private IRenderedComponent<ExperimentNotes> Open() =>
        Render<ExperimentNotes>(p => p.Add(c => c.Experiment, Some.Experiment() with { Note = "old", Tags = ["baseline", "long"] }));

    private ExperimentAmendment Amended() => Assert.IsType<ExperimentAmendment>(Assert.Single(Client.Asked).What);

    [Fact]
    public void Tags_Written_AreAddedOneByOne()
    {
        var notes = Open();
        Do(notes, n => n.Find("[data-testid=add-tags]").Change(" slow, wide "));
        Do(notes, n => n.Find("form").Submit());

        Assert.Equal(["slow", "wide"], Amended().AddedTags);
        Assert.Null(Amended().Note);
        Do(notes, n => n.Find("form").Submit());
        Assert.Single(Client.Asked);
    }

    [Fact]
    public void Tag_TakenAway_IsAskedOfTheGrid()
    {
        var notes = Open();
        Do(notes, n => n.Find("[aria-label='Take the tag long away']").Click());

        Assert.Equal(["long"], Amended().RemovedTags);
    }

    [Fact]
    public void Note_Discarded_IsTheOldOneAgain()
    {
        var notes = Open();
        Do(notes, n => n.Find("[data-testid=note]").Input("new"));
        Do(notes, n => n.FindAll("button").Single(button => string.Equals(button.TextContent, "Discard changes", StringComparison.Ordinal)).Click());

        Assert.Equal("old", notes.Find("[data-testid=note]").GetAttribute("value"));
        Assert.Empty(notes.FindAll("[data-testid=save-note]"));
        Assert.Empty(Client.Asked);
    }

    [Fact]
    public void Save_Unanswered_KeepsWhatWasWritten()
    {
        var notes = Open();
        Do(notes, n => n.Find("[data-testid=note]").Input("new"));
        Client.Fault = new TimeoutException();
        Do(notes, n => n.Find("[data-testid=save-note]").Click());

        Assert.Equal("Not saved; what you wrote is still here. The cluster did not answer in time. Try again.", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message);
        Assert.Equal("new", notes.Find("[data-testid=note]").GetAttribute("value"));
        Assert.Single(notes.FindAll("[data-testid=save-note]"));
    }
}
