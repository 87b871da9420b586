using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class RestartTests(LocalGrid grid)
{
    private const int Epochs = 2;

    [Theory]
    [InlineData("in order")]
    [InlineData("everything killed at once")]
    public Task Up_OnTheFolderOfAClusterThatEnded_ShowsEverythingAndCarriesOn(string how) => CarriesOn(how);

    /// <summary>Between the other two in what it leaves behind.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public Task Up_WhenOnlyTheLauncherWasKilled_ShowsEverythingAndCarriesOn() => CarriesOn("launcher killed");

    private async Task CarriesOn(string how)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("interrupted", Epochs), cancellationToken);
        var before = await Until.Holds(
            () => grid.Sweep(id).GetSnapshot(), sweep => sweep!.EpochsDone > 1.1, TimeSpan.FromMinutes(2), cancellationToken);

        await (how switch
        {
            "in order" => grid.Restart(cancellationToken),
            "launcher killed" => grid.KillAndRestart(cancellationToken),
            _ => grid.KillEverythingAndRestart(cancellationToken),
        });
        var after = await Until.Holds(
            () => grid.Sweep(id).GetSnapshot(), sweep => sweep!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);

        Assert.Equal(before!.Yaml, after!.Yaml);
        Assert.Equal(2, after.Counts[ExperimentState.Completed]);
        foreach (var row in await grid.Sweep(id).ListExperiments())
        {
            Whole.Holds(await grid.History(row.Id), Epochs);
            await grid.PullsLast(row.Id, cancellationToken);
        }

        var listed = (await GridCommand.Call(cancellationToken, "sweep", "ls", "--data", grid.Data, "--json")).Json();
        Assert.Contains(listed.EnumerateArray(), sweep => string.Equals(sweep.GetProperty("id").GetString(), id.Value, StringComparison.Ordinal));
    }
}
