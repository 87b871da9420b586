using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Web.Components.Pages;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class ExperimentPageTests : PageTest
{
    private IRenderedComponent<ExperimentPage> Open(ExperimentSnapshot experiment)
    {
        Client.Views = [Some.View(experiment)];
        return Render<ExperimentPage>(p => p.Add(c => c.Id, experiment.Id.Value));
    }

    [Fact]
    public void Render_Failed_SaysWhy() =>
        Pass(Open(Some.Experiment(state: ExperimentState.Failed) with { Reason = "The loss was not finite at step 412." }), page =>
            Assert.Equal("The loss was not finite at step 412.", page.Find("[data-testid=reason]").TextContent));

    [Fact]
    public void Render_TwoAttempts_ShowsBothWithTheCause()
    {
        var first = Some.Experiment().Attempts[0] with { Ended = Some.Start.AddMinutes(2), Cause = "silo lost" };
        var page = Open(Some.Experiment() with { Attempt = 2, Attempts = [first, first with { Number = 2, Ended = null, Cause = null, FromStep = 100 }] });
        Pass(page, p =>
        {
            Assert.Equal("2", p.Find("[data-testid=attempts]").GetAttribute("data-attempts"));
            Assert.Contains("silo lost", p.FindAll("[data-testid=attempt-row]")[0].TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Render_Checkpoint_GivesTheCommandThatFetchesIt()
    {
        var checkpoint = new CheckpointRecord { Epoch = 3, Step = 150, Attempt = 1, Blob = "b", Length = 1 << 20, Sha256 = new string('a', 64), Time = Some.Start };
        Pass(Open(Some.Experiment() with { Checkpoints = [checkpoint] }), page =>
            Assert.Contains("./grid checkpoint pull sabc23-01 --epoch 3", page.Find("[data-testid=checkpoint-row]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_Defaults_StandBackBehindWhatWasChosen()
    {
        Client.Definitions = [new HyperParameterDefinition { Name = "hidden_dim", Type = HyperParameterType.Integer, Default = HyperParameterValue.Of(256L), Help = "Width.", Group = "Model" }];
        Pass(Open(Some.Experiment()), page =>
        {
            Assert.Contains("256", page.Find("tr.default").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(page.FindAll("tr.default"), row => row.TextContent.Contains("0.0003", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Log_LevelError_HidesTheRest()
    {
        Client.Log = new([new LogLine(1, Some.Start, LogLineLevel.Info, "epoch 1"), new LogLine(1, Some.Start, LogLineLevel.Error, "disk full")]);
        var page = Open(Some.Experiment());
        Pass(page, p => Assert.Equal(2, p.FindAll("[data-testid=log-line]").Count));
        page.Find("[data-testid=log] select").Change("error");
        Pass(page, p => Assert.Contains("disk full", Assert.Single(p.FindAll("[data-testid=log-line]")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Live_Metrics_OpenTheirPanels()
    {
        var page = Open(Some.Experiment());
        Client.Batches(Some.Experiment().Id).Writer.TryWrite(Some.Batch(Some.Row(1, 1, 3, viou: 0.1)));
        Pass(page, p => Assert.NotNull(p.Find("[data-testid=curve-viou]")));
        Pass(page, p => Assert.Equal("1", p.Find("[data-testid=curve-loss]").GetAttribute("data-points")));
        Assert.Empty(page.FindAll("[data-testid=other-metrics]"));
    }

    [Fact]
    public void Live_UnfamiliarMetric_WaitsBehindAButton()
    {
        var page = Open(Some.Experiment());
        var row = Some.Row(1, 1, 3);
        Client.Batches(Some.Experiment().Id).Writer.TryWrite(Some.Batch(row with { Values = row.Values.Add(KeyValuePair.Create("grad_norm", 2d)) }));
        Pass(page, p => Assert.Contains("Show 1 more", p.Find("[data-testid=other-metrics]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=curve-grad_norm]"));
        page.Find("[data-testid=other-metrics]").Click();
        Pass(page, p => Assert.NotNull(p.Find("[data-testid=curve-grad_norm]")));
    }
}
