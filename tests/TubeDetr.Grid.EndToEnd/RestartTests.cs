using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class RestartTests(LocalGrid grid)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Up_OnTheFolderOfAClusterThatEnded_ShowsEverythingAndCarriesOn(bool killed)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("interrupted", epochs: 2), cancellationToken);
        var before = await Until.Holds(
            () => grid.Sweep(id).GetSnapshot(), sweep => sweep!.EpochsDone > 1.1, TimeSpan.FromMinutes(2), cancellationToken);

        await (killed ? grid.KillAndRestart(cancellationToken) : grid.Restart(cancellationToken));
        var after = await Until.Holds(
            () => grid.Sweep(id).GetSnapshot(), sweep => sweep!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);

        Assert.Equal(before!.Yaml, after!.Yaml);
        Assert.Equal(2, after.Counts[ExperimentState.Completed]);
        var listed = (await GridCommand.Call(cancellationToken, "sweep", "ls", "--data", grid.Data, "--json")).Json();
        Assert.Contains(listed.EnumerateArray(), sweep => string.Equals(sweep.GetProperty("id").GetString(), id.Value, StringComparison.Ordinal));
    }
}
