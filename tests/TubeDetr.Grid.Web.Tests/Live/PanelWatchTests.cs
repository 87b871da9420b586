using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Live;

public sealed class PanelWatchTests
{
    private static readonly PanelKey Loss = new(Some.SweepId, "loss");
    private readonly FakeTimeProvider time = new(Some.Start) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly AnsweringGridClient client = new();

    [Fact]
    public async Task Panel_EndedAndRunningExperiments_HasTheCurvesOfTheEndedOnes()
    {
        var ended = Put(Some.Experiment(0, ExperimentState.Completed));
        client.Views = [Some.View(ended, Some.Experiment(1), Some.Experiment(2, ExperimentState.Queued))];
        using var grid = Grid();
        using var listener = grid.Panel(Loss).Listen();

        var panel = await Until(listener, panel => panel.Curves.Count > 0);

        Assert.Equal([ended.Id], panel.Curves.Keys);
        Assert.Equal([0.5, 0.25], panel.Curves[ended.Id].Points.ToArray().Select(point => point.Value));
    }

    [Fact]
    public async Task Panel_SavedCurvesAreBehindTheExperiment_ReadsTheLog()
    {
        var ended = Some.Experiment(0, ExperimentState.Completed);
        client.Curves[ended.Id] = Some.Curves(Some.Row(1, ended.Step - 1, 0.5));
        client.Views = [Some.View(ended)];
        using var grid = Grid();
        using var listener = grid.Panel(Loss).Listen();

        await Until(listener, panel => panel.Has(ended));

        Assert.Equal([ended.Id], client.Made);
    }

    [Fact]
    public async Task Panel_OfAThousand_IsReadFromItsOverviewTheNextTime()
    {
        var experiments = Enumerable.Range(0, 1000).Select(i => Put(Some.Experiment(i, ExperimentState.Completed))).ToImmutableArray();
        client.Views = [Some.View([.. experiments])];
        using (var first = Grid())
        {
            using var listener = first.Panel(Loss).Listen();
            await Until(listener, panel => panel.Curves.Count == 1000);
            while (client.Overviews.IsEmpty)
            {
                // It is saved after it has been told.
                await Task.Yield();
            }
        }

        Assert.Equal(1000, client.CurvesRead.Count);
        var again = Some.Experiment(7, ExperimentState.Completed) with { Attempt = 2 };
        client.Views = [Some.View([.. experiments.SetItem(7, again)])];
        using var second = Grid();
        using var reader = second.Panel(Loss).Listen();
        await Until(reader, panel => panel.Curves.Count == 1000 && panel.Has(again));

        Assert.Equal(again.Id, client.CurvesRead.Last());
        Assert.Equal(1001, client.CurvesRead.Count);
    }

    [Fact]
    public async Task Panel_StoreDidNotAnswerAndNothingIsSaidOfTheSweepAgain_IsReadAgain()
    {
        var ended = Put(Some.Experiment(0, ExperimentState.Completed));
        using var said = new Feed<SweepView>((feed, _) => Task.Run(() => feed.Publish(Some.View(ended)), TestContext.Current.CancellationToken), time);
        using var panels = new Feed<SweepPanel>(new PanelWatch(client, said, Loss, new Polling(time, NullLogger<Polling>.Instance), time).Run, time);
        client.Fault = new TimeoutException();
        using var listener = panels.Listen();
        var fault = (await listener.Reader.ReadAsync(TestContext.Current.CancellationToken)).Fault;
        client.Fault = null;

        await Until(listener, panel => panel.Has(ended));

        Assert.Equal("The cluster did not answer in time.", fault);
    }

    private ExperimentSnapshot Put(ExperimentSnapshot experiment)
    {
        client.Curves[experiment.Id] = Some.Curves(Some.Row(1, 1, 0.5), Some.Row(2, experiment.Step, 0.25));
        return experiment;
    }

    private LiveGrid Grid() => new(client, new Polling(time, NullLogger<Polling>.Instance), time);

    /// <summary>Reads on until a panel is as asked; lets time pass for those who wait.</summary>
    private async Task<SweepPanel> Until(Listener<SweepPanel> listener, Func<SweepPanel, bool> met)
    {
        while (true)
        {
            var reading = listener.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            while (!reading.IsCompleted)
            {
                time.Advance(PanelWatch.Pause);
                await Task.Yield();
            }

            if ((await reading).Value is { } panel && met(panel))
            {
                return panel;
            }
        }
    }
}
