using Bunit;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Drafts;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class DraftOptionsTests : PageTest
{
    private const string Yaml = "method: grid\nparameters:\n  lr: { value: 0.001 }\n  lrr: { value: 1 }\n";
    private SweepDraft? changed;

    [Fact]
    public void Search_NameOrHelp_NarrowsTheOptions()
    {
        var options = Open();
        Assert.Equal(["Optimization", "Model"], options.FindAll("legend").Select(legend => legend.TextContent));
        Assert.Equal(["option-lr", "option-dropout", "option-backbone"], Shown(options));

        Do(options, o => o.Find("[data-testid=option-search]").Input("FRAMES"));
        Assert.Equal(["option-backbone"], Shown(options));
        Do(options, o => o.Find("[data-testid=option-search]").Input("drop"));
        Assert.Equal(["option-dropout"], Shown(options));
    }

    [Fact]
    public void OnlySet_Checked_ShowsWhatTheSweepSearches()
    {
        var options = Open();

        Do(options, o => o.Find("[data-testid=only-set]").Change(true));

        Assert.Equal(["option-lr"], Shown(options));
        Assert.Equal("0.001", options.Find("[data-testid=value-lr]").GetAttribute("value"));
    }

    [Fact]
    public void Option_Changed_TellsTheDraftWithIt()
    {
        var options = Open();

        Do(options, o => o.Find("[data-testid=kind-dropout]").Change("Value"));

        Assert.Equal(Yaml + "  dropout: { value: 0.1 }\n", changed!.Yaml);
    }

    [Fact]
    public void Render_UnknownHyperParameter_IsNamedWithItsLine() =>
        Assert.Equal("line 4: there is no hyper-parameter lrr.", Assert.Single(Open().FindAll("p.wrong")).TextContent);

    private static IEnumerable<string?> Shown(IRenderedComponent<DraftOptions> options) => options.FindAll(".option").Select(option => option.GetAttribute("data-testid"));

    private IRenderedComponent<DraftOptions> Open() => Render<DraftOptions>(p => p
        .Add(c => c.Draft, SweepDraft.Read(Yaml))
        .Add(c => c.Definitions, [SomeDefinitions.Lr, SomeDefinitions.Dropout, SomeDefinitions.Backbone])
        .Add(c => c.Errors, DraftErrors.None)
        .Add(c => c.Changed, next => changed = next));
}
