using TubeDetr.Grid.Cli.Watching;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Tests.Watching;

public sealed class SweepEndTests
{
    [Theory]
    [InlineData(ExperimentState.Completed, true)]
    [InlineData(ExperimentState.Pruned, true)]
    [InlineData(ExperimentState.Failed, false)]
    [InlineData(ExperimentState.Cancelled, false)]
    public void AllEndedWell_SecondExperiment_DependsOnItsEnd(ExperimentState second, bool well) =>
        Assert.Equal(well, new SweepEnd(Some.Sweep(), [Some.Experiment(0, ExperimentState.Completed), Some.Experiment(1, second)], null).AllEndedWell);

    [Fact]
    public void AllEndedWell_FewerExperimentsThanPlanned_IsNotWell() =>
        Assert.False(new SweepEnd(Some.Sweep(), [Some.Experiment(0, ExperimentState.Completed)], null).AllEndedWell);
}
