using System.Collections.Immutable;
using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Sweeps;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class SweepHeadTests : PageTest
{
    [Fact]
    public void Render_RunningSweep_TellsHowItGoes()
    {
        ImmutableArray<ExperimentSnapshot> experiments = [Some.Experiment(0, ExperimentState.Completed, best: 0.45123), Some.Experiment(1, best: 0.3), Some.Experiment(2, ExperimentState.Queued)];
        var sweep = Some.Sweep(experiments) with { SlotTime = TimeSpan.FromHours(1), SlotsSince = [Some.Start.AddMinutes(-30)], Created = Some.Start.AddHours(-2) };

        var head = Render<SweepHead>(p => p.Add(c => c.Sweep, sweep).Add(c => c.Experiments, experiments));

        Assert.Equal("first-sweep", head.Find("h1").TextContent);
        Assert.Equal("1 completed · 1 running · 1 queued", head.Find("[data-testid=counts]").TextContent);
        Assert.Equal("experiments/sabc23-01", head.Find("[data-testid=sweep-best] a").GetAttribute("href"));
        Assert.Equal("viou, higher is better", head.Find("[data-testid=sweep-best]").GetAttribute("title"));
        // The style sheet sets the link apart from the value.
        Assert.Equal(
            ["Best viou: 0.4512#01", "Done: 45.2 %", "Time left: 2 h 14 min", "Slots in use: 1", "Slot-hours: 1.5", "Started: 2 h ago", "Search: grid over lr, backbone"],
            Figures(head));
    }

    [Fact]
    public void Render_EndedSweepWithoutAValue_SaysWhenItEnded()
    {
        var sweep = Some.Sweep([Some.Experiment(0, ExperimentState.Failed)], SweepState.Completed, []) with { Ended = Some.Start.AddMinutes(-5), EpochsTotal = 0 };

        var head = Render<SweepHead>(p => p.Add(c => c.Sweep, sweep).Add(c => c.Experiments, [Some.Experiment(0, ExperimentState.Failed)]));

        Assert.Equal("completed", head.Find(".title .state").GetAttribute("data-state"));
        Assert.Equal(["Best viou: –", "Done: –", "Ended: 5 min ago", "Slots in use: 0", "Slot-hours: 0.0", "Started: just now", "Search: grid over one point"], Figures(head));
        Assert.Empty(head.FindAll("[data-testid=sweep-best] a"));
        Assert.Empty(head.FindAll("[data-testid=cancel]"));
    }

    private static IEnumerable<string> Figures(IRenderedComponent<SweepHead> head) =>
        head.FindAll(".figures > div").Select(figure => $"{figure.Children[0].TextContent}: {string.Join(' ', figure.Children[1].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
}
