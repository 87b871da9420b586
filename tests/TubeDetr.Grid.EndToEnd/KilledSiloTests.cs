using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class KilledSiloTests(LocalGrid grid)
{
    private const int Epochs = 5;
    private const long StepsPerEpoch = 54; // 120 clips, of which 108 are trained on, two a step

    [Fact]
    public async Task Sweep_WhoseSiloIsKilledInMidEpoch_CompletesWithoutALostOrDoubledPoint()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("killed", Epochs), cancellationToken);

        var victim = await Until.Holds(
            async () => (await grid.Sweep(id).ListExperiments()).FirstOrDefault(InMidEpochWithACheckpoint),
            experiment => experiment is not null, TimeSpan.FromMinutes(2), cancellationToken);
        grid.Kill(victim!.Attempts[^1].Silo);
        var sweep = await Until.Holds(
            () => grid.Sweep(id).GetSnapshot(), snapshot => snapshot!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);

        Assert.Equal(2, sweep!.Counts[ExperimentState.Completed]);
        var after = (await grid.Experiment(victim.Id).GetSnapshot())!;
        Assert.Equal(2, after.Attempts.Length);
        Assert.True(after.Attempts[1].FromStep is > 0 and <= (Epochs - 1) * StepsPerEpoch, $"went on from step {after.Attempts[1].FromStep}");
        Assert.Equal(Epochs * StepsPerEpoch, after.Step);
        AssertWhole(await grid.Grains.GetGrain<IMetricsGrain>(victim.Id.Value).Read(0));
    }

    private static bool InMidEpochWithACheckpoint(ExperimentSnapshot experiment) =>
        experiment is { State: ExperimentState.Running, Checkpoints.Length: > 0 }
        && experiment.Step < (Epochs - 1) * StepsPerEpoch
        && experiment.Step % StepsPerEpoch is > 5 and < StepsPerEpoch - 5;

    private static void AssertWhole(IReadOnlyCollection<MetricRow> history)
    {
        var points = history.SelectMany(row => row.Values.Select(value => (value.Key, row.Step))).ToList();
        Assert.Equal(points.Count, points.Distinct().Count());
        Assert.Equal(history.Select(row => row.Step).Order(), history.Select(row => row.Step));
        Assert.Equal(Epochs, points.Count(point => string.Equals(point.Key, "viou", StringComparison.Ordinal)));
        Assert.Equal([1, 2], history.Select(row => row.Attempt).Distinct());
    }
}
