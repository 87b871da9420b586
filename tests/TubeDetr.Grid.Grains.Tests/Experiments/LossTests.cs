using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Tests.Experiments;

/// <summary>What follows from a loss: how soon again, where not, and when no more.</summary>
public sealed class LossTests
{
    private static readonly DateTimeOffset Now = Some.Time;

    [Fact]
    public void Lose_AgainAndAgainWithoutACheckpoint_PausesLongerEachTime()
    {
        var record = ExperimentRecord.Create(Some.Spec(maxAttempts: 9), Now);
        var pauses = new List<double?>();
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            record = record.TakeSlot(Some.Slot(), Now)!.Lose(attempt, "died", Now)!;
            pauses.Add((record.NotBefore - Now)?.TotalSeconds);
        }

        Assert.Equal([null, 2, 4, 8, 16, 32, 60, 60], pauses);
        Assert.Equal("waits for a slot again, from 12:01:00 UTC on: died", record.Reason);
        Assert.Null(record.TakeSlot(Some.Slot(), Now)!.NotBefore);
    }

    [Fact]
    public void Lose_AfterANewCheckpoint_BeginsWithoutAPause()
    {
        var second = Running().Lose(1, "died", Now)!.TakeSlot(Some.Slot(), Now)!;

        Assert.Null(second.AddCheckpoint(2, Some.Checkpoint(1), [])!.Lose(2, "died", Now)!.NotBefore);
        Assert.NotNull(second.Lose(2, "died", Now)!.NotBefore);
    }

    [Fact]
    public void Lose_SiloOfTheAttempt_IsAvoidedFromThenOn()
    {
        var lost = Running().Lose(1, "died", Now)!;

        Assert.Equal(["silo-1"], lost.Avoided);
        Assert.Equal(["silo-1"], lost.TakeSlot(Some.Slot(), Now)!.Lose(2, "died", Now)!.Avoided);
        Assert.Empty(Running().End(1, new AttemptOutcome(AttemptEnd.Stopped, "silo leaves"), Now)!.Avoided);
    }

    [Fact]
    public void Lose_RuleCancelsRetries_FailsAtOnceAndNamesTheRule()
    {
        var failed = Running("CUDA error|out of memory", FailureAction.CancelRetries).Lose(1, "it is out of memory", Now)!;

        Assert.Equal((ExperimentState.Failed, "it is out of memory (attempt 1; a failure rule cancels retries: CUDA error|out of memory)"), (failed.State, failed.Reason));
        Assert.Equal(ExperimentState.Queued, Running("CUDA error", FailureAction.CancelRetries).Lose(1, "died", Now)!.State);
    }

    [Fact]
    public void Lose_RuleExcludesTheSlot_NeverGoesThereAgain()
    {
        var lost = Running("ECC", FailureAction.ExcludeSlot).Lose(1, "uncorrectable ECC error", Now)!;

        Assert.Equal((ExperimentState.Queued, "silo-1"), (lost.State, Assert.Single(lost.ToSnapshot()!.Excluded)));
    }

    [Fact]
    public void Explain_AttemptStillCounts_LosesItWithTheLastLines()
    {
        var lost = Running().Explain(1, ["terminate called", "what(): bad"], Now)!;

        Assert.Equal((ExperimentState.Queued, 1, "silo silo-1 crashed: terminate called"), (lost.State, lost.Losses, lost.Attempts[0].Cause));
        Assert.Equal(["terminate called", "what(): bad"], lost.Attempts[0].LastLines);
    }

    [Fact]
    public void Explain_LossKnownAlready_AddsTheLinesAndAppliesTheRules()
    {
        var told = Running("bad_alloc", FailureAction.ExcludeSlot).Lose(1, "died", Now)!.Explain(1, ["std::bad_alloc"], Now)!;
        Assert.Equal((ExperimentState.Queued, 1, "silo-1"), (told.State, told.Losses, Assert.Single(told.Excluded)));

        var failed = Running("bad_alloc", FailureAction.CancelRetries).Lose(1, "died", Now)!.Explain(1, ["std::bad_alloc"], Now)!;

        Assert.Equal(ExperimentState.Failed, failed.State);
        Assert.Contains("std::bad_alloc", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_AfterItFailed_PutsTheLinesIntoTheReason()
    {
        var failed = ExperimentRecord.Create(Some.Spec(maxAttempts: 1), Now).TakeSlot(Some.Slot(), Now)!.Lose(1, "silo silo-1 died", Now)!;

        var told = failed.Explain(1, ["one", "two"], Now)!;

        Assert.Equal("silo silo-1 died (attempt 1; 1 may be lost)\nLast lines of silo-1 in attempt 1:\none\ntwo", told.Reason);
        Assert.Equal(told.Reason, told.Explain(1, ["one", "two"], Now)!.Reason);
    }

    [Fact]
    public void Explain_AnEarlierAttempt_TouchesNothingElse()
    {
        var second = Running("bad_alloc", FailureAction.CancelRetries).Lose(1, "died", Now)!.TakeSlot(Some.Slot(silo: "silo-2"), Now)!;

        var told = second.Explain(1, ["std::bad_alloc"], Now)!;

        Assert.Equal((ExperimentState.Running, 2, "std::bad_alloc"), (told.State, told.Attempt, Assert.Single(told.Attempts[0].LastLines)));
        Assert.Null(second.Explain(7, [], Now));
    }

    [Fact]
    public void Explain_WhileItIsBeingPreempted_CountsAsNoLoss()
    {
        var told = Running().Ask(ExperimentRequest.Requeue, "preempted", Now)!.Explain(1, ["boom"], Now)!;

        Assert.Equal((ExperimentState.Queued, 0), (told.State, told.Losses));
    }

    private static ExperimentRecord Running() => ExperimentRecord.Create(Some.Spec(), Now).TakeSlot(Some.Slot(), Now)!;

    private static ExperimentRecord Running(string pattern, FailureAction action) =>
        ExperimentRecord.Create(Some.Spec() with { FailureRules = [new FailureRule(pattern, action)] }, Now).TakeSlot(Some.Slot(), Now)!;
}
