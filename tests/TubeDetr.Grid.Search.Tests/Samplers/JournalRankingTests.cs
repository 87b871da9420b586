using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Search.Tests.Samplers;

public sealed class JournalRankingTests
{
    [Fact]
    public void Ranked_PrunedOnes_StandBehindCompletedOnesByHowFarTheyCame()
    {
        var journal = new[]
        {
            Of(0, ObservationState.Pruned, 0.1) with { Curve = [new EpochCost(3, 0.1)] }, Of(1, ObservationState.Completed, 0.9), Of(2, ObservationState.Failed, 0),
            Of(3, ObservationState.Pruned, 0.5) with { Curve = [new EpochCost(9, 0.5)] }, Of(4, ObservationState.Completed, 0.2), Of(5, ObservationState.Completed, double.NaN),
        };

        Assert.Equal([4, 1, 3, 0], JournalRanking.Ranked(journal).Select(observation => observation.Index));
        Assert.Equal([2, 5], JournalRanking.Unranked(journal).Select(observation => observation.Index));
    }

    [Fact]
    public void Ranked_TwoObjectives_GoesByFronts() => Assert.Equal(
        [1, 2, 0],
        JournalRanking.Ranked([Of(0, ObservationState.Completed, 2, 2), Of(1, ObservationState.Completed, 1, 2), Of(2, ObservationState.Completed, 2, 1)]).Select(observation => observation.Index));

    private static Observation Of(int index, ObservationState state, params double[] costs) => new() { Index = index, HyperParameters = HyperParameterSet.Empty, State = state, Costs = [.. costs] };
}
