using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Words;

public sealed class SweepActionTests
{
    [Theory]
    [InlineData(SweepState.Running, "Pause Stop Cancel")]
    [InlineData(SweepState.Paused, "Resume Stop Cancel")]
    [InlineData(SweepState.Stopping, "Cancel")]
    [InlineData(SweepState.Cancelling, "")]
    [InlineData(SweepState.Completed, "")]
    public void Of_State_OffersWhatItAllows(SweepState state, string words) =>
        Assert.Equal(words, string.Join(' ', SweepAction.Of(Some.Sweep([Some.Experiment()], state)).Select(action => action.Word)));

    [Fact]
    public void Dangerous_Questions_NameTheSweepAndTheNumber()
    {
        var sweep = Some.Sweep([Some.Experiment(), Some.Experiment(1, ExperimentState.Queued), Some.Experiment(2, ExperimentState.Completed)]);
        var actions = SweepAction.Of(sweep).Where(action => action.Dangerous).ToDictionary(action => action.Request);
        Assert.Contains("first-sweep", actions[SweepRequest.Cancel].Question, StringComparison.Ordinal);
        Assert.Contains("2 experiments", actions[SweepRequest.Cancel].Yes, StringComparison.Ordinal);
        Assert.Contains("1 experiment not", actions[SweepRequest.Stop].Yes, StringComparison.Ordinal);
    }
}
