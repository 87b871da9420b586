using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Charts;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class AttemptChartTests : PageTest
{
    private static readonly AttemptSnapshot First = new()
    {
        Number = 1, Slot = "a/cpu", Silo = "silo-1", Started = Some.Start.AddMinutes(-10), Ended = Some.Start.AddMinutes(-7), Cause = "silo lost",
    };

    [Fact]
    public void Render_NoAttempt_SaysWhyItWaits()
    {
        var chart = Open(Some.Experiment(state: ExperimentState.Queued) with { Reason = "It waits for a slot." });

        Assert.Equal("No attempt has begun. It waits for a slot.", chart.Find("p").TextContent);
        Assert.Empty(chart.FindAll(".plot, table"));
    }

    [Fact]
    public void Render_Attempts_TellWhereHowLongAndWhy()
    {
        var chart = Open(Some.Experiment() with { Attempts = [First, First with { Number = 2, Silo = "silo-2", Started = Some.Start.AddMinutes(-2), Ended = null, Cause = null, FromStep = 100 }] });

        Assert.Equal("2", chart.Find("[data-testid=attempts]").GetAttribute("data-attempts"));
        Assert.Equal(
            [["1", "silo-1", "10 min ago", "3 min", "0", "silo lost"], ["2", "silo-2", "2 min ago", "2 min", "100", "training"]],
            chart.FindAll("[data-testid=attempt-row]").Select(row => row.Children.Select(cell => cell.TextContent).ToArray()));
        Assert.Equal("height:108px", chart.Find(".plot").GetAttribute("style"));
    }

    [Fact]
    public void Render_LaterVersion_IsDrawnInPlace()
    {
        var experiment = Some.Experiment() with { Attempts = [First] };
        var chart = Open(experiment);
        Assert.Single(JSInterop.Invocations["newPlot"]);
        var drawn = JSInterop.Invocations["react"].Count;

        chart.Render(p => p.Add(c => c.Experiment, experiment));
        Assert.Equal(drawn, JSInterop.Invocations["react"].Count);
        chart.Render(p => p.Add(c => c.Experiment, experiment with { Version = 2 }));

        Assert.Equal(drawn + 1, JSInterop.Invocations["react"].Count);
        Assert.Single(JSInterop.Invocations["newPlot"]);
    }

    private IRenderedComponent<AttemptChart> Open(ExperimentSnapshot experiment) => Render<AttemptChart>(p => p.Add(c => c.Experiment, experiment));
}
