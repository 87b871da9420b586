using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class ZombieTests(LocalGrid grid)
{
    private const int Epochs = 5;

    [Fact]
    public async Task Sweep_WhoseHungSiloWakesUpAfterTheTakeOver_HasNothingOfWhatTheZombieWroteThen()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("zombie", Epochs), cancellationToken);
        var hung = (await Until.Holds(
            async () => (await grid.Sweep(id).ListExperiments()).FirstOrDefault(InMidEpochWithACheckpoint),
            experiment => experiment is not null, TimeSpan.FromMinutes(2), cancellationToken))!;
        var silo = hung.Attempts[^1].Silo;

        var taken = await grid.WhileHung(
            silo, () => Until.Holds(() => grid.Experiment(hung.Id).GetSnapshot(), HasTrainedAgain, TimeSpan.FromMinutes(3), cancellationToken), cancellationToken);
        await Until.Holds(() => grid.Sweep(id).GetSnapshot(), snapshot => snapshot!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);

        var from = taken!.Attempts[1].FromStep;
        var after = (await grid.Experiment(hung.Id).GetSnapshot())!;
        Assert.Equal(ExperimentState.Completed, after.State);
        Assert.All(after.Checkpoints.Where(checkpoint => checkpoint.Attempt == 1), checkpoint => Assert.True(checkpoint.Step <= from, $"{checkpoint.Blob} after step {from}"));
        var history = await grid.History(hung.Id);
        Whole.Holds(history, Epochs);
        Assert.All(history.Where(row => row.Attempt == 1), row => Assert.True(row.Step <= from, $"step {row.Step} of attempt 1 after step {from}"));
    }

    private static bool InMidEpochWithACheckpoint(ExperimentSnapshot experiment) =>
        experiment is { State: ExperimentState.Running, Checkpoints.Length: > 0 }
        && experiment.Step < (Epochs - 2) * Whole.StepsPerEpoch
        && experiment.Step % Whole.StepsPerEpoch is > 5 and < Whole.StepsPerEpoch - 5;

    private static bool HasTrainedAgain(ExperimentSnapshot? experiment) =>
        experiment is { Attempts: [_, var second, ..] } && experiment.Step > second.FromStep;
}
