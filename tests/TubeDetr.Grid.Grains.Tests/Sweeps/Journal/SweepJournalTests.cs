using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Journal;
using TubeDetr.Grid.Search.Journal;

namespace TubeDetr.Grid.Grains.Tests.Sweeps.Journal;

public sealed class SweepJournalTests
{
    private static readonly HyperParameterSet Constants = HyperParameterSet.Empty.With("epochs", HyperParameterValue.Of(3L)).With("ema", HyperParameterValue.Of(true));

    [Fact]
    public void HyperParametersOf_ConstantsLeftOut_ComeBackUnlessTheyDiffer()
    {
        var journal = new SweepJournal(Constants, []);
        var set = Constants.With("lr", HyperParameterValue.Of(0.5)).With("ema", HyperParameterValue.Of(false));

        journal.Apply(new JournalEntry { Proposed = new() { HyperParameters = journal.WithoutConstants(set), Epochs = 3 } });

        Assert.Equal(["ema", "lr"], journal.Proposed[0].HyperParameters.Values.Keys);
        Assert.Equal(set, journal.HyperParametersOf(0));
    }

    [Fact]
    public void News_WhatIsKnown_IsNotToldTwice()
    {
        var journal = new SweepJournal(Constants, [Proposed(0.1), Proposed(0.2)]);
        var now = new[] { Observed(0, ObservationState.Completed, -0.4), Observed(1, ObservationState.Running) };

        var news = Assert.Single(journal.News(now));
        journal.Apply(news);

        Assert.Equal((0, 0), (news.Observed!.Index, news.Observed.HyperParameters.Values.Count));
        Assert.Empty(journal.News(now));
        Assert.Equal([(ObservationState.Completed, 0.1), (ObservationState.Running, 0.2)], journal.Observations.Select(known => (known.State, known.HyperParameters.Values["lr"].Number)));
    }

    [Fact]
    public void Observations_ForkedByAPerson_IsNotAmongThem()
    {
        var origin = new ExperimentOrigin(new ExperimentId("s1-01"), Some.Checkpoint(1));
        var exchange = new PopulationExchange(0, "worst", new() { HyperParameters = HyperParameterSet.Empty, Epochs = 3, Origin = origin, Replaces = 0 });

        var journal = new SweepJournal(Constants, [Proposed(0.1), Proposed(0.2, origin), new JournalEntry { Round = new PopulationRound(1, [exchange]) }]);

        Assert.Equal([0, 2], journal.Observations.Select(known => known.Index));
        Assert.Equal((1, 1), (journal.Sampled, journal.LastRound!.Epoch));
    }

    private static JournalEntry Proposed(double lr, ExperimentOrigin? origin = null) =>
        new() { Proposed = new() { HyperParameters = HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(lr)), Epochs = 3, Origin = origin } };

    private static Observation Observed(int index, ObservationState state, params double[] costs) =>
        new() { Index = index, HyperParameters = HyperParameterSet.Empty, State = state, Costs = [.. costs] };
}
