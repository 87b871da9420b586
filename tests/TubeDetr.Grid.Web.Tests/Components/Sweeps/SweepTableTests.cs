using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class SweepTableTests : PageTest
{
    private SweepOrder? changed;

    [Fact]
    public void Render_RunningAndEndedSweep_TellHowTheyStand()
    {
        var ended = Some.Sweep([Some.Experiment(0, ExperimentState.Failed)], SweepState.Completed) with
        {
            Id = new SweepId("sxyz45"), Name = "second-sweep", Ended = Some.Start, Created = Some.Start.AddHours(-3), SlotTime = TimeSpan.FromHours(2.5),
        };
        var table = Open(new SweepOrder(), Some.Sweep([Some.Experiment(best: 0.45123)]), ended);

        Assert.Equal(["first-sweep sabc23", "running", "", "45.2 %", "0.4512 viou", "#01", "grid", "just now", "2 h 14 min", "0.0"], Cells(table, 0));
        Assert.Equal(["second-sweep sxyz45", "completed", "", "45.2 %", "– viou", "–", "grid", "3 h ago", "–", "2.5"], Cells(table, 1));
        Assert.Equal("sweeps/sxyz45", table.Find("[data-sweep=sxyz45] a").GetAttribute("href"));
        Assert.Empty(table.FindAll("[data-testid=none-found]"));
    }

    [Fact]
    public void Head_Clicked_AsksForItsOrderAndThenTheOtherWayRound()
    {
        var table = Open(new SweepOrder { Search = "lr" }, Some.Sweep([Some.Experiment()]));

        Do(table, t => t.Find("[data-testid=sort-best]").Click());
        Assert.Equal(new SweepOrder { Search = "lr", Key = "best" }, changed);

        table.Render(p => p.Add(c => c.List, changed!));
        Assert.Equal("Best ↑", table.Find("[aria-sort=ascending]").TextContent.Trim());
        Do(table, t => t.Find("[data-testid=sort-best]").Click());
        Assert.Equal(new SweepOrder { Search = "lr", Key = "best", Descending = true }, changed);
    }

    [Fact]
    public void Render_NoneFound_SaysWhatToDo() =>
        Assert.Equal("No sweep matches. Take a word out of the search, or choose all states.", Open(new SweepOrder { Search = "zebra" }).Find("[data-testid=none-found]").TextContent);

    private static IEnumerable<string> Cells(IRenderedComponent<SweepTable> table, int row) =>
        table.FindAll("[data-testid=sweep-row]")[row].Children.SkipLast(1).Select(cell => cell.TextContent.Trim());

    private IRenderedComponent<SweepTable> Open(SweepOrder order, params SweepSnapshot[] sweeps) => Render<SweepTable>(p => p
        .Add(c => c.Sweeps, sweeps)
        .Add(c => c.List, order)
        .Add(c => c.Changed, next => changed = next));
}
