using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class KilledSiloTests(LocalGrid grid)
{
    private const int Epochs = 5;

    [Fact]
    public async Task Sweep_WhoseSiloIsKilledInMidEpoch_CompletesWithoutALostOrDoubledPoint()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("killed", Epochs), cancellationToken);

        var victim = await Until.Holds(
            async () => (await grid.Sweep(id).ListExperiments()).FirstOrDefault(InMidEpochWithACheckpoint),
            experiment => experiment is not null, TimeSpan.FromMinutes(2), cancellationToken);
        await grid.Signal(victim!.Attempts[^1].Silo, "KILL", cancellationToken);
        var sweep = await Until.Holds(
            () => grid.Sweep(id).GetSnapshot(), snapshot => snapshot!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);

        Assert.Equal(2, sweep!.Counts[ExperimentState.Completed]);
        var after = (await grid.Experiment(victim.Id).GetSnapshot())!;
        Assert.Equal(2, after.Attempts.Length);
        Assert.True(after.Attempts[1].FromStep is > 0 and <= (Epochs - 1) * Whole.StepsPerEpoch, $"went on from step {after.Attempts[1].FromStep}");
        Assert.Equal(Epochs * Whole.StepsPerEpoch, after.Step);
        var history = await grid.History(victim.Id);
        Whole.Holds(history, Epochs);
        Assert.Equal([1, 2], history.Select(row => row.Attempt).Distinct());
    }

    private static bool InMidEpochWithACheckpoint(ExperimentSnapshot experiment) =>
        experiment is { State: ExperimentState.Running, Checkpoints.Length: > 0 }
        && experiment.Step < (Epochs - 1) * Whole.StepsPerEpoch
        && experiment.Step % Whole.StepsPerEpoch is > 5 and < Whole.StepsPerEpoch - 5;
}
