using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class RecentFaultsTests
{
    [Fact]
    public void Of_LostRequeuedAndFailedAttempts_ListsWhatNobodyAskedFor()
    {
        var attempt = Some.Experiment().Attempts[0] with { Ended = Some.Start.AddMinutes(1), Cause = "silo lost" };
        var lost = Some.Experiment(0) with { Attempt = 2, Attempts = [attempt, attempt with { Number = 2, Ended = null, Cause = null }], Transitions = [Move(ExperimentState.Running, ExperimentState.Queued)] };
        var requeued = Some.Experiment(1) with { Attempt = 2, Attempts = lost.Attempts, Transitions = [Move(ExperimentState.Stopping, ExperimentState.Queued)] };
        var failed = Some.Experiment(2, ExperimentState.Failed) with { Attempts = [attempt with { Ended = Some.Start.AddMinutes(2), Cause = "not finite" }] };
        var completed = Some.Experiment(3, ExperimentState.Completed) with { Attempts = [attempt with { Cause = "completed" }] };

        var faults = RecentFaults.Of(new ExperimentList([Some.View(lost, requeued, failed, completed)]));

        Assert.Equal([("sabc23-03", true), ("sabc23-01", false)], faults.Select(fault => (fault.Experiment.Value, fault.Failed)));

        static TransitionRecord Move(ExperimentState from, ExperimentState to) => new(from, to, "", 1, Some.Start);
    }
}
