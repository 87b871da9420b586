using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Components.Tubes;
using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Tests.Components.Tubes;

public sealed class ClipListTests : PageTest
{
    private readonly List<object> told = [];

    private IRenderedComponent<ClipList> Open(string? chosen = null, ClipOrder order = ClipOrder.Worst, int experiments = 2) => Render<ClipList>(p => p
        .Add(c => c.Compared, ComparedExperiment.Of([.. Enumerable.Range(0, experiments).Select(index => Some.Experiment(index))]))
        .Add(c => c.Rows, ClipRows.Of(
        [
            SomeClips.Clips(SomeClips.Clip("one", 0.2, tube: SomeClips.Tube()), SomeClips.Clip("two", 0.8), SomeClips.Clip("three", 0.9)),
            .. experiments > 1 ? [SomeClips.Clips(SomeClips.Clip("one", 0.3))] : Array.Empty<Storage.Predictions.EvaluatedClips>(),
        ]))
        .Add(c => c.Order, order)
        .Add(c => c.OrderChanged, changed => told.Add(changed))
        .Add(c => c.Duel, (0, 1))
        .Add(c => c.DuelChanged, duel => told.Add(duel))
        .Add(c => c.Chosen, chosen)
        .Add(c => c.ChosenChanged, key => told.Add(key)));

    [Fact]
    public void Render_Clips_ShowsTheValueOfEachExperimentAndWhoseBoxesAreKept()
    {
        var list = Open(chosen: "two");

        Assert.Equal("3 clips", list.Find("[role=status]").TextContent);
        Assert.Equal(["0.20", "0.30"], list.FindAll("[data-clip=one] .value").Select(value => value.TextContent));
        Assert.Equal(["0.80", "–"], list.FindAll("[data-clip=two] .value").Select(value => value.TextContent));
        Assert.Equal("the thing of two", list.Find("[aria-selected=true] .caption").TextContent);
        Assert.Equal([false, true, true], list.FindAll("[data-testid=clip]").Select(clip => clip.TextContent.Contains("no boxes", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, "ArrowDown", "one")]
    [InlineData("one", "ArrowDown", "two")]
    [InlineData("one", "ArrowUp", null)]
    [InlineData("two", "ArrowUp", "one")]
    [InlineData("one", "End", "three")]
    [InlineData("three", "ArrowDown", null)]
    [InlineData("three", "Home", "one")]
    [InlineData("one", "Tab", null)]
    public void Key_InTheList_ChoosesAnotherClipWhereThereIsOne(string? chosen, string key, string? expected)
    {
        var list = Open(chosen);
        Do(list, l => l.Find("[role=listbox]").KeyDown(new KeyboardEventArgs { Key = key }));

        Assert.Equal(expected is null ? [] : [expected], told);
    }

    [Fact]
    public void Order_Picked_IsRaisedAndDisagreementNeedsTwo()
    {
        var list = Open();
        Assert.Equal(4, list.FindAll("[data-testid=clip-order] option").Count);
        Assert.Empty(list.FindAll(".duel"));
        Do(list, l => l.Find("[data-testid=clip-order]").Change("Apart"));

        Assert.Equal([ClipOrder.Apart], told);
        Assert.Equal(["worst first", "best first"], Open(experiments: 1).FindAll("[data-testid=clip-order] option").Select(option => option.TextContent));
    }

    [Fact]
    public void Duel_OtherLoser_KeepsTheWinner()
    {
        var list = Open(order: ClipOrder.Gain, experiments: 3);
        Do(list, l => l.Find("[aria-label='The one that is beaten']").Change("2"));
        Do(list, l => l.Find("[aria-label='The one that beats']").Change("2"));

        Assert.Equal([(0, 2), (2, 1)], told);
    }
}
