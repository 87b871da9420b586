using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class RollingRestartTests(LocalGrid grid)
{
    private const int Epochs = 8;

    [Fact, Trait("Category", "Long")]
    public async Task Silos_ToldToEndOneAfterTheOtherUnderLoad_HandOverWithoutALostStep()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("rolling", Epochs), cancellationToken);
        await Until.Holds(() => grid.Sweep(id).GetSnapshot(), sweep => sweep!.EpochsDone > 0.5, TimeSpan.FromMinutes(2), cancellationToken);

        foreach (var silo in (string[])["silo-1", "silo-2"])
        {
            var before = await Address(silo);
            await grid.Signal(silo, "TERM", cancellationToken);
            await Until.Holds(() => Address(silo), now => now is not null && !string.Equals(now, before, StringComparison.Ordinal), TimeSpan.FromMinutes(1), cancellationToken);
        }

        await Until.Holds(() => grid.Sweep(id).GetSnapshot(), sweep => sweep!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);
        var rows = await grid.Sweep(id).ListExperiments();
        Assert.Contains(rows, row => row.Attempt > 1);
        foreach (var row in rows)
        {
            await AssertNothingWasTrainedTwice((await grid.Experiment(row.Id).GetSnapshot())!, cancellationToken);
        }
    }

    /// <summary>Every attempt goes on where the one before it stopped, in mid-epoch or not.</summary>
    private async Task AssertNothingWasTrainedTwice(ExperimentSnapshot experiment, CancellationToken cancellationToken)
    {
        var history = await grid.History(experiment.Id);
        Whole.Holds(history, Epochs);
        foreach (var (last, next) in experiment.Attempts.Zip(experiment.Attempts.Skip(1)))
        {
            Assert.Contains("leaves", last.Cause, StringComparison.Ordinal);
            Assert.Equal(history.Where(row => row.Attempt <= last.Number).Select(row => row.Step).DefaultIfEmpty(0).Max(), next.FromStep);
        }

        await grid.PullsLast(experiment.Id, cancellationToken);
    }

    private async Task<string?> Address(string silo) => (await grid.Grains.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot())
        .Silos.FirstOrDefault(known => string.Equals(known.Name, silo, StringComparison.Ordinal) && known.Status is "Active")?.Address;
}
