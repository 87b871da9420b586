using Bunit;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Drafts;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class DraftOptionTests : PageTest
{
    private SearchChoice? changed;

    [Fact]
    public void Render_NumberOrWords_SaysItsFactsAndOffersWhatItsKindAllows()
    {
        var number = Open(SomeDefinitions.Dropout, SearchChoice.Default, "dropout", "lr");
        Assert.Equal("default 0.1, 0–1", number.Find(".option-name .dim").TextContent);
        Assert.Equal(["default", "one value", "several values", "a range", "the same as"], number.FindAll("option").Select(option => option.TextContent));

        var words = Open(SomeDefinitions.Backbone, new SearchChoice(SearchKind.Value, "tiny-gn"), "backbone");
        Assert.Equal("default resnet101, resnet101 | tiny-gn", words.Find(".option-name .dim").TextContent);
        Assert.Equal(["default", "one value", "several values"], words.FindAll("select option").Select(option => option.TextContent));
        Assert.Equal("tiny-gn", words.Find("[data-testid=value-backbone]").GetAttribute("value"));
        Assert.Equal(["resnet101", "tiny-gn"], words.FindAll("#words-backbone option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public void Range_OfADefaultOfZero_IsNotEmpty()
    {
        var option = Open(SomeDefinitions.Dropout with { Default = HyperParameterValue.Of(0d) }, SearchChoice.Default, "dropout");

        Do(option, o => o.Find("[data-testid=kind-dropout]").Change("Range"));

        Assert.Equal(new SearchChoice(SearchKind.Range, Minimum: "0", Maximum: "1"), changed);
    }

    [Fact]
    public void Kind_Switched_BeginsWithWhatStoodThere()
    {
        var option = Open(SomeDefinitions.Dropout, new SearchChoice(SearchKind.Values, "0.2, 0.3"), "dropout", "lr");

        Do(option, o => o.Find("[data-testid=kind-dropout]").Change("Value"));
        Assert.Equal(new SearchChoice(SearchKind.Value, "0.2"), changed);
        Do(option, o => o.Find("[data-testid=kind-dropout]").Change("Range"));
        Assert.Equal(new SearchChoice(SearchKind.Range, Minimum: "0.01", Maximum: "1"), changed);
        Do(option, o => o.Find("[data-testid=kind-dropout]").Change("SameAs"));
        Assert.Equal(new SearchChoice(SearchKind.SameAs, "lr"), changed);
        Do(option, o => o.Find("[data-testid=kind-dropout]").Change("Default"));
        Assert.Equal(SearchChoice.Default, changed);
    }

    [Fact]
    public void Range_Changed_TellsItsNewEnd()
    {
        var range = new SearchChoice(SearchKind.Range, Minimum: "1e-5", Maximum: "1e-3", Distribution: "log_uniform_values");
        var option = Open(SomeDefinitions.Lr, range, "lr");

        Do(option, o => o.Find("[data-testid=max-lr]").Change(" 0.01 "));
        Assert.Equal(range with { Maximum = "0.01" }, changed);
        Do(option, o => o.Find("[aria-label='Distribution of lr']").Change(""));
        Assert.Equal(range with { Distribution = "" }, changed);
    }

    [Fact]
    public void Errors_Any_StandAtTheOption()
    {
        var option = Render<DraftOption>(p => p
            .Add(c => c.Definition, SomeDefinitions.Lr)
            .Add(c => c.Choice, new SearchChoice(SearchKind.Values, "7"))
            .Add(c => c.Others, ["lr"])
            .Add(c => c.Errors, ["lr: 7 is greater than 1"]));

        Assert.Equal("lr: 7 is greater than 1", option.Find("[data-testid=option-lr] [role=alert]").TextContent);
        Assert.Equal("true", option.Find("[data-testid=values-lr]").GetAttribute("aria-invalid"));
    }

    private IRenderedComponent<DraftOption> Open(HyperParameterDefinition definition, SearchChoice choice, params string[] others) => Render<DraftOption>(p => p
        .Add(c => c.Definition, definition)
        .Add(c => c.Choice, choice)
        .Add(c => c.Others, others)
        .Add(c => c.Changed, next => changed = next));
}
