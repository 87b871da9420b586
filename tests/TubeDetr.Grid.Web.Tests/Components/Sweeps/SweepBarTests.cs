using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Sweeps;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class SweepBarTests : PageTest
{
    [Fact]
    public void Render_States_AreAsWideAsTheirNumberFromDoneToWaiting()
    {
        ExperimentState[] states = [ExperimentState.Queued, ExperimentState.Running, ExperimentState.Completed, ExperimentState.Running];
        var bar = Render<SweepBar>(p => p.Add(c => c.Sweep, Some.Sweep([.. states.Select((state, place) => Some.Experiment(place, state))]))).Find("[data-testid=sweep-bar]");

        Assert.Equal("1 completed, 2 running, 1 queued", bar.GetAttribute("aria-label"));
        Assert.Equal([("completed", "flex-grow:1"), ("running", "flex-grow:2"), ("queued", "flex-grow:1")], bar.Children.Select(part => (part.ClassName!, part.GetAttribute("style")!)));
    }

    [Fact]
    public void Render_NoExperiments_IsEmpty()
    {
        var bar = Render<SweepBar>(p => p.Add(c => c.Sweep, Some.Sweep([]))).Find("[data-testid=sweep-bar]");

        Assert.Equal("", bar.GetAttribute("aria-label"));
        Assert.Empty(bar.Children);
    }
}
