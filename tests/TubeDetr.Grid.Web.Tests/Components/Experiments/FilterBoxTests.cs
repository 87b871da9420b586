using Bunit;
using TubeDetr.Grid.Web.Components.Experiments;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class FilterBoxTests : PageTest
{
    private string? told;

    private IRenderedComponent<FilterBox> Open(string text, FilterFault? fault = null) => Render<FilterBox>(p => p
        .Add(c => c.Text, text)
        .Add(c => c.Vocabulary, FilterVocabulary.Of([Some.Experiment()]))
        .Add(c => c.Fault, fault)
        .Add(c => c.Changed, changed => told = changed));

    [Fact]
    public void Input_Text_IsRaisedAtEveryKey()
    {
        var box = Open("lr");
        Do(box, b => b.Find("input").Input("lr >"));

        Assert.Equal("lr >", told);
    }

    [Fact]
    public void Render_Fault_StandsUnderTheWordAndIsToldToTheBox()
    {
        var box = Open("lr > blue", new FilterFault(5, 4, "no number"));

        Assert.Equal("     ^^^^", box.Find("[data-testid=filter-fault] pre").TextContent);
        Assert.Equal("no number", box.Find("[data-testid=filter-fault] span").TextContent);
        Assert.Equal("true", box.Find("input").GetAttribute("aria-invalid"));
        Assert.Equal(box.Find("[role=alert]").Id, box.Find("input").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void Render_BeginOfAName_CompletesBehindWhatStands()
    {
        var box = Open("running and back");

        Assert.Equal(["running and params.backbone"], box.FindAll($"#{box.Find("input").GetAttribute("list")} option").Select(option => option.GetAttribute("value")));
        Assert.Empty(box.FindAll("[role=alert]"));
        Assert.False(box.Find("input").HasAttribute("aria-invalid"));
    }
}
