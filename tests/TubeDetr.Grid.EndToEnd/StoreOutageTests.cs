using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class StoreOutageTests(LocalGrid grid)
{
    private const int Epochs = 4;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(6);

    [Theory]
    [InlineData("STOP")]
    [InlineData("KILL")]
    public async Task Sweep_WhoseBlobStoreIsAwayInMidTraining_CompletesInItsFirstAttemptsWithEveryPoint(string signal)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("outage", Epochs), cancellationToken);
        await Until.Holds(
            () => grid.Sweep(id).ListExperiments(), all => all.Any(HasACheckpoint), TimeSpan.FromMinutes(2), cancellationToken);

        await grid.SignalStore(signal, cancellationToken);
        if (signal is "STOP")
        {
            await Task.Delay(Outage, cancellationToken);
            await grid.SignalStore("CONT", cancellationToken);
        }

        await Until.Holds(() => grid.Sweep(id).GetSnapshot(), sweep => sweep!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);
        foreach (var row in await grid.Sweep(id).ListExperiments())
        {
            await AssertUndisturbed(row.Id, cancellationToken);
        }
    }

    private static bool HasACheckpoint(ExperimentSnapshot experiment) => experiment is { State: ExperimentState.Running, Checkpoints.Length: > 0 };

    private async Task AssertUndisturbed(ExperimentId id, CancellationToken cancellationToken)
    {
        var experiment = (await grid.Experiment(id).GetSnapshot())!;
        Assert.Equal(ExperimentState.Completed, experiment.State);
        Assert.Single(experiment.Attempts);
        Assert.Equal([Epochs - 1, Epochs], experiment.Checkpoints.TakeLast(2).Select(checkpoint => checkpoint.Epoch));
        Whole.Holds(await grid.History(id), Epochs);
        await grid.PullsLast(id, cancellationToken);
    }
}
