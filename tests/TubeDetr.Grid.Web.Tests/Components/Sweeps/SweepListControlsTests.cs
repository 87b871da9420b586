using Bunit;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class SweepListControlsTests : PageTest
{
    private SweepOrder? changed;

    [Fact]
    public void Render_Sweeps_CountsThemInAllAndByState()
    {
        var controls = Open(new SweepOrder { Search = "first", State = "paused" }, shown: 1);

        Assert.Equal("first", controls.Find("[data-testid=sweep-search]").GetAttribute("value"));
        Assert.Equal(["all", "paused (1)", "running (2)"], controls.FindAll("option").Select(option => option.TextContent));
        Assert.Equal("1 of 3 sweeps", controls.Find("[role=status]").TextContent);

        controls.Render(p => p.Add(c => c.Shown, 3));
        Assert.Equal("3 sweeps", controls.Find("[role=status]").TextContent);

        controls.Render(p => p.Add(c => c.Shown, 1).Add(c => c.Sweeps, [Some.Sweep([])]));
        Assert.Equal("1 sweep", controls.Find("[role=status]").TextContent);
    }

    [Fact]
    public void SearchAndState_Changed_TellTheListAndKeepTheRest()
    {
        var order = new SweepOrder { Search = "first", State = "paused", Key = "best", Descending = true };
        var controls = Open(order, shown: 1);

        Do(controls, c => c.Find("[data-testid=sweep-search]").Input("lr tpe"));
        Assert.Equal(order with { Search = "lr tpe" }, changed);
        Do(controls, c => c.Find("[data-testid=sweep-state]").Change(""));
        Assert.Equal(order with { State = "" }, changed);
    }

    private IRenderedComponent<SweepListControls> Open(SweepOrder order, int shown) => Render<SweepListControls>(p => p
        .Add(c => c.List, order)
        .Add(c => c.Sweeps, [Some.Sweep([]), Some.Sweep([], SweepState.Paused), Some.Sweep([])])
        .Add(c => c.Shown, shown)
        .Add(c => c.Changed, next => changed = next));
}
