using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class ImportancePanelTests : PageTest
{
    private static readonly SweepImportance Answer = new()
    {
        Metric = "viou", Experiments = 12, Explained = 0.4, Knobs = [new("lr", 0.8, 0.1)], Pairs = [new("lr", "backbone", 0.05)], Notes = ["Few experiments:", "doubt it."],
    };

    [Fact]
    public void Render_Answer_DrawsTheSharesAndSaysWhatTheyRestOn()
    {
        Client.Importance = Answer;

        var panel = Open(1);

        Assert.Equal("Importance for viou", panel.Find("h2").TextContent);
        Assert.Equal("hyper-parameter,share,spread\nlr,0.8,0.1\nlr with backbone,0.05,0\n", panel.FindComponent<Plot>().Instance.Figure!.Csv());
        Assert.Equal("From 12 experiments; the model foretold 40 % of what it had not seen. Few experiments: doubt it.", panel.Find("[data-testid=importance-note]").TextContent);
    }

    [Fact]
    public void Render_NoKnobs_SaysWhy()
    {
        Client.Importance = Answer with { Experiments = 1, Explained = -0.2, Knobs = [], Pairs = [], Notes = ["Two experiments must have ended."] };

        var panel = Open(1);

        Assert.Equal("Nothing can be said yet.", panel.Find(".chart-empty").TextContent);
        Assert.Equal("From 1 experiment; the model foretold 0 % of what it had not seen. Two experiments must have ended.", panel.Find("[data-testid=importance-note]").TextContent);
    }

    [Fact]
    public void Render_GridIsAway_SaysSo()
    {
        Client.Fault = new GridAwayException("No silo answers.");

        var panel = Open(1);

        Assert.Equal("Importance could not be read. No silo answers.", panel.Find(".chart-empty").TextContent);
        Assert.Empty(panel.FindAll("[data-testid=importance-note]"));

        (Client.Fault, Client.Importance) = (null, Answer);
        panel.Render(p => p.Add(c => c.Sweep, Sweep(1)));
        Assert.Equal(1, Client.Questions);
        Time.Advance(TimeSpan.FromSeconds(10));
        panel.Render(p => p.Add(c => c.Sweep, Sweep(1)));
        Assert.StartsWith("From 12 experiments", panel.Find("[data-testid=importance-note]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OneMoreHasEnded_AsksAnew()
    {
        var panel = Open(1);
        Assert.Equal("Nothing can be said yet.", panel.Find(".chart-empty").TextContent);
        Client.Importance = Answer;

        panel.Render(p => p.Add(c => c.Sweep, Sweep(1) with { Version = 9 }));
        Assert.Equal(1, Client.Questions);
        panel.Render(p => p.Add(c => c.Sweep, Sweep(2)));

        Assert.Equal(2, Client.Questions);
        Assert.StartsWith("From 12 experiments", panel.Find("[data-testid=importance-note]").TextContent, StringComparison.Ordinal);
    }

    private static SweepSnapshot Sweep(int ended) => Some.Sweep([.. Enumerable.Range(0, 3).Select(place => Some.Experiment(place, place < ended ? ExperimentState.Completed : ExperimentState.Running))]);

    private IRenderedComponent<ImportancePanel> Open(int ended) => Render<ImportancePanel>(p => p.Add(c => c.Sweep, Sweep(ended)));
}
