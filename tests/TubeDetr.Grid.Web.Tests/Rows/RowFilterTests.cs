using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class RowFilterTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("running", true)]
    [InlineData("RUNNING tiny", true)]
    [InlineData("failed", false)]
    [InlineData("#01", true)]
    [InlineData("lr=0.0003", true)]
    [InlineData("lr=3e-4", true)]
    [InlineData("lr=0.001", false)]
    [InlineData("lr<1e-3 lr>1e-4", true)]
    [InlineData("lr<1e-4", false)]
    [InlineData("backbone=tiny-gn", true)]
    [InlineData("backbone=tiny", false)]
    [InlineData("running failed", false)]
    public void Matches_Words_AllHaveToHold(string filter, bool expected) =>
        Assert.Equal(expected, RowFilter.Matches(Some.Experiment(0, ExperimentState.Running), filter));
}
