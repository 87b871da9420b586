using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
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
    public async Task Render_NobodyLooks_WaitsAndThenShowsThePresent()
    {
        var page = Open(Some.Experiment());
        Pass(page, p => Assert.Contains("running", p.Find(".title").TextContent, StringComparison.Ordinal));
        Attention.Set(false);
        Assert.True(await ComesToRest(page));
        var before = page.RenderCount;
        Client.Views = [Some.View(Some.Experiment(state: ExperimentState.Failed, version: 2))];
        await Polls(50);

        Assert.Equal(before, page.RenderCount);
        Assert.Contains("running", page.Find(".title").TextContent, StringComparison.Ordinal);
        Attention.Set(true);
        Pass(page, p => Assert.Contains("failed", p.Find(".title").TextContent, StringComparison.Ordinal));
    }

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
    public void Render_Provenance_ShowsTheLastAttemptsAndWhereAnEarlierOneDiffers()
    {
        var provenance = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("commit", "1236999").Add("seed", "42");
        var first = Some.Experiment().Attempts[0] with { Ended = Some.Start.AddMinutes(2), Cause = "silo lost", Provenance = provenance };
        var second = first with { Number = 2, Ended = null, Provenance = provenance.SetItem("commit", "2000000") };
        Pass(Open(Some.Experiment() with { Attempt = 2, Attempts = [first, second] }), page =>
        {
            var rows = page.FindAll("[data-testid=provenance] tbody tr");
            Assert.Equal(["commit", "2000000", "attempt 1: 1236999"], rows[0].Children.Select(cell => cell.TextContent));
            Assert.Equal(["seed", "42", ""], rows[1].Children.Select(cell => cell.TextContent));
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
    public void Checkpoint_PinnedAndForked_IsAskedOfTheGrid()
    {
        var checkpoint = SomeClips.Checkpoint(3, 0.5, "sabc23-01/1-3-150");
        var page = Open(Some.Experiment() with { Checkpoints = [checkpoint, SomeClips.Checkpoint(2, 0.4)] });
        Pass(page, p => Assert.Equal(2, p.FindAll("[data-testid=pin]").Count));

        Do(page, p => p.Find("[data-testid=pin]").Click());
        Do(page, p => p.Find("[data-testid=fork]").Click());
        Pass(page, p => Assert.NotNull(p.Find("[data-testid=fork-form]")));
        Do(page, p => p.Find("[data-testid=fork-changes]").Change("lr=1e-5 epochs=20"));
        Do(page, p => p.Find("[data-testid=fork-form]").Submit());

        Pass(page, _ => Assert.Equal(2, Client.Asked.Count));
        Assert.Equal(("sabc23-01", (object)(CheckpointRequest.Pin, checkpoint.Blob)), Client.Asked.First());
        var fork = Assert.IsType<ForkRequest>(Client.Asked.Last().What);
        Assert.Equal((3, "lr 1e-5, epochs 20"), (fork.Epoch, string.Join(", ", fork.Changes.Select(change => $"{change.Key} {change.Value}"))));
        Assert.NotNull(page.FindAll("[data-testid=checkpoint-row]")[0].QuerySelector(".best"));
    }

    [Fact]
    public void Fork_WithoutAnEqualsSign_SaysHowToWriteIt()
    {
        var page = Open(Some.Experiment() with { Checkpoints = [SomeClips.Checkpoint(3, 0.5)] });
        Pass(page, p => Assert.Single(p.FindAll("[data-testid=fork]")));
        Do(page, p => p.Find("[data-testid=fork]").Click());
        Pass(page, p => Assert.Single(p.FindAll("[data-testid=fork-form]")));
        Do(page, p => p.Find("[data-testid=fork-changes]").Change("lr"));
        Do(page, p => p.Find("[data-testid=fork-form]").Submit());

        Pass(page, p => Assert.Equal("lr: write name=value.", p.Find("[role=alert]").TextContent));
        Assert.Empty(Client.Asked);
    }

    [Fact]
    public void Note_Written_IsSavedWhenItIsAskedFor()
    {
        var page = Open(Some.Experiment() with { Note = "old", Tags = ["baseline"] });
        Pass(page, p => Assert.Contains("baseline", p.Find("[data-testid=tag]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=save-note]"));

        Do(page, p => p.Find("[data-testid=note]").Input("new"));
        Pass(page, p => Assert.Single(p.FindAll("[data-testid=save-note]")));
        Do(page, p => p.Find("[data-testid=save-note]").Click());

        Pass(page, _ => Assert.Equal("new", Assert.IsType<ExperimentAmendment>(Assert.Single(Client.Asked).What).Note));
    }

    [Fact]
    public void Pause_OfARunningExperiment_IsAskedAtOnce()
    {
        var page = Open(Some.Experiment());
        Pass(page, p => Assert.NotNull(p.Find("[data-testid=pause]")));

        Do(page, p => p.Find("[data-testid=pause]").Click());

        Pass(page, _ => Assert.Equal(ExperimentRequest.Pause, Assert.Single(Client.Asked).What));
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
        Do(page, p => p.Find("[data-testid=log] select").Change("error"));
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
        Do(page, p => p.Find("[data-testid=other-metrics]").Click());
        Pass(page, p => Assert.NotNull(p.Find("[data-testid=curve-grad_norm]")));
    }
}
