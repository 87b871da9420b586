using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class RestartTests(LocalGrid grid)
{
    private const int Epochs = 2;

    [Theory]
    [InlineData("in order")]
    [InlineData("launcher killed", Traits = ["Category", "Long"])]
    [InlineData("everything killed at once")]
    public async Task Up_OnTheFolderOfAClusterThatEnded_ShowsEverythingAndCarriesOn(string how)
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
