using Bunit;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Drafts;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class DraftHeadTests : PageTest
{
    private static readonly SweepDraft Draft = SweepDraft.Read(SweepDraft.Template);
    private SweepDraft? changed;

    [Fact]
    public void Render_Draft_ShowsWhatItSaysAndOffersTheMethods()
    {
        var head = Open(DraftErrors.None);

        Assert.Equal("my-sweep", head.Find("[data-testid=draft-name]").GetAttribute("value"));
        Assert.Equal("maximize", head.Find("[data-testid='draft-metric.goal']").GetAttribute("value"));
        Assert.Equal("choices-method", head.Find("[data-testid=draft-method]").GetAttribute("list"));
        Assert.Equal(["grid", "random", "sobol", "tpe", "pbt"], head.FindAll("#choices-method option").Select(option => option.GetAttribute("value")));
        Assert.Empty(head.FindAll("[aria-invalid]"));
    }

    [Fact]
    public void Field_Changed_TellsTheDraftWithThatLine()
    {
        var head = Open(DraftErrors.None);

        Do(head, h => h.Find("[data-testid='draft-metric.goal']").Change(" minimize "));
        Assert.Equal(SweepDraft.Template.Replace("goal: maximize", "goal: minimize", StringComparison.Ordinal), changed!.Yaml);

        Do(head, h => h.Find("[data-testid=draft-name]").Change(""));
        Assert.Equal(SweepDraft.Template.Replace("name: my-sweep\n", "", StringComparison.Ordinal), changed!.Yaml);
    }

    [Fact]
    public void Errors_OfALine_StandAtItsField()
    {
        var head = Open(DraftErrors.Of(Draft, [new(2, "method must be one of grid, random"), new(7, "lr: 7 is greater than 1")]));

        Assert.Equal("draft-method", Assert.Single(head.FindAll("[aria-invalid=true]")).GetAttribute("data-testid"));
        Assert.Equal("method must be one of grid, random", Assert.Single(head.FindAll(".wrong")).TextContent);
    }

    private IRenderedComponent<DraftHead> Open(DraftErrors errors) => Render<DraftHead>(p => p
        .Add(c => c.Draft, Draft)
        .Add(c => c.Errors, errors)
        .Add(c => c.Changed, next => changed = next));
}
