using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Words;

public sealed class ExperimentActionTests
{
    [Theory]
    [InlineData(ExperimentState.Queued, "Pause Cancel")]
    [InlineData(ExperimentState.Running, "Pause Requeue Stop Cancel")]
    [InlineData(ExperimentState.Paused, "Resume Cancel")]
    [InlineData(ExperimentState.Stopping, "Cancel")]
    [InlineData(ExperimentState.Completed, "")]
    [InlineData(ExperimentState.Failed, "")]
    public void Of_State_OffersWhatItAllows(ExperimentState state, string expected) =>
        Assert.Equal(expected, string.Join(' ', ExperimentAction.Of(Some.Experiment(state: state)).Select(action => action.Request)));

    [Fact]
    public void Of_WhatEndsTraining_AsksOnceAndNamesIt() =>
        Assert.All(ExperimentAction.Of(Some.Experiment()).Where(action => action.Dangerous), action => Assert.Contains("sabc23-01", action.Question, StringComparison.Ordinal));
}
