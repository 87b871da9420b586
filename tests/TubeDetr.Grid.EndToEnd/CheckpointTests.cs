using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class CheckpointTests(LocalGrid grid)
{
    [Fact]
    public async Task Pull_TheBestCheckpointOfAFinishedExperiment_WritesAFileOfTheRecordedLength()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await grid.Submit(Some.Sweep("pulled", epochs: 1), cancellationToken);
        await Until.Holds(() => grid.Sweep(id).GetSnapshot(), sweep => sweep!.State == SweepState.Completed, TimeSpan.FromMinutes(3), cancellationToken);
        var experiment = (await grid.Sweep(id).ListExperiments())[0];
        var file = Path.Combine(grid.Data, "pulled.safetensors");

        var pulled = await GridCommand.Call(cancellationToken, "checkpoint", "pull", experiment.Id.Value, "--best", "-o", file, "--data", grid.Data);

        Assert.True(pulled.ExitCode == 0, pulled.Errors);
        var full = (await grid.Experiment(experiment.Id).GetSnapshot())!;
        Assert.Equal(Assert.Single(full.Checkpoints).Length, new FileInfo(file).Length);
    }
}
