using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Tests.Experiments;

public sealed class ExperimentRecordTests
{
    private static readonly DateTimeOffset Now = Some.Time;

    [Fact]
    public void TakeSlot_Queued_BeginsAttemptOneOnTheSlot()
    {
        var record = Running();

        Assert.Equal((ExperimentState.Running, 1, Some.Slot().Key), (record.State, record.Attempt, record.Slot));
        Assert.Equal("silo-1", Assert.Single(record.Attempts).Silo);
        Assert.Equal(ExperimentState.Running, Assert.Single(record.Transitions).To);
    }

    [Fact]
    public void TakeSlot_Running_IsRefused() => Assert.Null(Running().TakeSlot(Some.Slot(), Now));

    [Fact]
    public void TakeSlot_Held_IsRefusedUntilAdmitted()
    {
        var held = ExperimentRecord.Create(Some.Spec(held: true), Now);

        Assert.Null(held.TakeSlot(Some.Slot(), Now));
        Assert.NotNull(held.Admit().TakeSlot(Some.Slot(), Now));
    }

    [Fact]
    public void Lose_AttemptsLeft_QueuesAgainFromTheLastCheckpoint()
    {
        var lost = Running().AddCheckpoint(1, Some.Checkpoint(2, 0.3), [])!.Report(1, Progress(3.5, 35, 0.9))!.Lose(1, "silo silo-1 died", Now)!;
        Assert.Equal(ExperimentState.Queued, lost.State);

        var second = lost.TakeSlot(Some.Slot(silo: "silo-2"), Now)!;

        Assert.Equal((2, 2.0, 20L), (second.Attempt, second.EpochsDone, second.Step));
        Assert.Equal("silo silo-1 died", second.Attempts[0].Cause);
        Assert.Equal(20, second.Attempts[1].FromStep);
        Assert.Equal(0.3, second.BestValue);
    }

    [Fact]
    public void Lose_NoAttemptLeft_FailsWithTheReason()
    {
        var record = ExperimentRecord.Create(Some.Spec(maxAttempts: 2), Now);
        record = record.TakeSlot(Some.Slot(), Now)!.Lose(1, "first", Now)!;
        record = record.TakeSlot(Some.Slot(), Now)!.Lose(2, "second", Now)!;

        Assert.Equal(ExperimentState.Failed, record.State);
        Assert.Contains("second", record.Reason, StringComparison.Ordinal);
        Assert.Equal(Now, record.Ended);
    }

    [Fact]
    public void End_HandedOver_DoesNotCountAsALoss()
    {
        var record = ExperimentRecord.Create(Some.Spec(maxAttempts: 1), Now);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            record = record.TakeSlot(Some.Slot(), Now)!.End(attempt, new AttemptOutcome(AttemptEnd.Stopped, "silo leaves"), Now)!;
        }

        Assert.Equal((ExperimentState.Queued, 0), (record.State, record.Losses));
    }

    [Fact]
    public void EveryMessage_OfAnEarlierAttempt_IsNotAccepted()
    {
        var second = Running().Lose(1, "gone", Now)!.TakeSlot(Some.Slot(), Now)!;

        Assert.Null(second.Report(1, Progress(1, 10, 0.5)));
        Assert.Null(second.AddCheckpoint(1, Some.Checkpoint(1), []));
        Assert.Null(second.End(1, new AttemptOutcome(AttemptEnd.Completed, "done"), Now));
        Assert.Null(second.Lose(1, "gone again", Now));
    }

    [Fact]
    public void End_GrantUsed_PausesUntilMoreIsGranted()
    {
        var record = ExperimentRecord.Create(Some.Spec() with { Granted = 1 }, Now).TakeSlot(Some.Slot(), Now)!;
        Assert.Equal(1, record.ToAssignment().Until);
        var waiting = record.Report(1, Progress(1, 10, 0.5))!.AddCheckpoint(1, Some.Checkpoint(1, 0.5), [])!.End(1, new AttemptOutcome(AttemptEnd.GrantUsed, "rung"), Now)!;
        Assert.True(waiting.ToSnapshot()!.WaitsForGrant);
        Assert.Null(waiting.Grant(1, "again", Now));

        var promoted = waiting.Grant(3, "promoted", Now)!;

        Assert.Equal((ExperimentState.Queued, 3, 3), (promoted.State, promoted.Granted, promoted.TakeSlot(Some.Slot(), Now)!.ToAssignment().Until));
        Assert.Equal(ExperimentState.Pruned, waiting.Prune("too bad", Now)!.State);
        Assert.Null(waiting.Ask(ExperimentRequest.Resume, "I like it", Now)!.Granted);
    }

    [Fact]
    public void Grant_WhileItTrains_QueuesItWhenTheOldGrantIsUsed()
    {
        var record = ExperimentRecord.Create(Some.Spec() with { Granted = 1 }, Now).TakeSlot(Some.Slot(), Now)!.Report(1, Progress(1, 10, 0.5))!;

        var granted = record.Grant(null, "promoted", Now)!.End(1, new AttemptOutcome(AttemptEnd.GrantUsed, "rung"), Now)!;

        Assert.Equal((ExperimentState.Queued, null), (granted.State, granted.Granted));
        Assert.Null(granted.Grant(null, "promoted", Now));
    }

    [Fact]
    public void Prune_WhileItTrains_EndsPrunedWithTheReason()
    {
        var pruned = Running().Prune("worse than the median", Now)!;
        Assert.Equal((ExperimentState.Stopping, ExperimentEvent.PruneAsked), (pruned.State, pruned.Asked));

        var ended = pruned.End(1, new AttemptOutcome(AttemptEnd.Stopped, "asked"), Now)!;

        Assert.Equal((ExperimentState.Pruned, "worse than the median"), (ended.State, ended.Reason));
        Assert.Null(ended.Prune("again", Now));
    }

    [Fact]
    public void Report_Evaluations_MakeTheCurveAndWhatIsTrainedAgainReplacesIt()
    {
        var record = Running().Report(1, Progress(1, 10, 0.5))!.AddCheckpoint(1, Some.Checkpoint(1, 0.5), [])!.Report(1, Progress(2, 20, 0.4))!;
        Assert.Equal([new EvaluatedEpoch(1, 0.5), new EvaluatedEpoch(2, 0.4)], record.Curve);

        var second = record.Lose(1, "gone", Now)!.TakeSlot(Some.Slot(), Now)!;

        Assert.Equal([new EvaluatedEpoch(1, 0.5)], second.Curve);
        Assert.Equal([new EvaluatedEpoch(1, 0.5), new EvaluatedEpoch(2, 0.6)], second.Report(2, Progress(2, 20, 0.6))!.Curve);
    }

    [Fact]
    public void Report_Objective_KeepsTheBestAndTheLast()
    {
        var record = Running().Report(1, Progress(1, 10, 0.5))!.Report(1, Progress(2, 20, 0.4))!;

        Assert.Equal((0.5, 0.4, 0.4), (record.BestValue, record.LastValue, record.LastMetrics["viou"]));
    }

    [Fact]
    public void Cancel_Running_StopsFirstAndIsCancelledWhenStopped()
    {
        var stopping = Running().Ask(ExperimentRequest.Cancel, "enough", Now)!;
        Assert.Equal(ExperimentState.Stopping, stopping.State);
        Assert.NotNull(stopping.AddCheckpoint(1, Some.Checkpoint(1), []));

        var ended = stopping.End(1, new AttemptOutcome(AttemptEnd.Stopped, "told to"), Now)!;

        Assert.Equal((ExperimentState.Cancelled, "enough", (string?)null), (ended.State, ended.Reason, ended.Slot));
    }

    [Fact]
    public void Lose_Stopping_IsCancelled() => Assert.Equal(ExperimentState.Cancelled, Running().Ask(ExperimentRequest.Cancel, "enough", Now)!.Lose(1, "died", Now)!.State);

    [Fact]
    public void Cancel_Queued_IsCancelledAtOnce() => Assert.Equal(ExperimentState.Cancelled, ExperimentRecord.Create(Some.Spec(), Now).Ask(ExperimentRequest.Cancel, "enough", Now)!.State);

    [Fact]
    public void Cancel_Ended_IsNotAccepted() =>
        Assert.Null(Running().End(1, new AttemptOutcome(AttemptEnd.Completed, "done"), Now)!.Ask(ExperimentRequest.Cancel, "late", Now));

    [Theory]
    [InlineData(ExperimentRequest.Pause, ExperimentState.Paused)]
    [InlineData(ExperimentRequest.Stop, ExperimentState.Cancelled)]
    [InlineData(ExperimentRequest.Cancel, ExperimentState.Cancelled)]
    [InlineData(ExperimentRequest.Requeue, ExperimentState.Queued)]
    public void Ask_Running_StopsFirstAndIsThereAfterwards(ExperimentRequest request, ExperimentState expected)
    {
        var ended = Running().Ask(request, "said so", Now)!.End(1, new AttemptOutcome(AttemptEnd.Stopped, "told to"), Now)!;

        Assert.Equal((expected, (string?)null, 0), (ended.State, ended.Slot, ended.Losses));
        Assert.Equal(
            [(ExperimentState.Running, "slot of silo-1", 1), (ExperimentState.Stopping, "said so", 1), (expected, "said so", 1)],
            ended.Transitions.Select(move => (move.To, move.Cause, move.Attempt)));
    }

    [Fact]
    public void Ask_CancelWhilePausing_OverrulesThePause()
    {
        var cancelling = Running().Ask(ExperimentRequest.Pause, "lunch", Now)!.Ask(ExperimentRequest.Cancel, "never mind", Now)!;

        Assert.Null(cancelling.Ask(ExperimentRequest.Cancel, "again", Now));
        Assert.Null(cancelling.Ask(ExperimentRequest.Pause, "again", Now));
        Assert.Equal((ExperimentState.Cancelled, "never mind"), (cancelling.Lose(1, "died", Now)!.State, cancelling.Lose(1, "died", Now)!.Reason));
    }

    [Fact]
    public void Ask_ResumePaused_QueuesAndGoesOnWithTheNextAttempt()
    {
        var paused = Running().AddCheckpoint(1, Some.Checkpoint(2), [])!.Ask(ExperimentRequest.Pause, "lunch", Now)!.End(1, new AttemptOutcome(AttemptEnd.Stopped, "told to"), Now)!;
        Assert.Null(paused.TakeSlot(Some.Slot(), Now));

        var second = paused.Ask(ExperimentRequest.Resume, "back", Now)!.TakeSlot(Some.Slot(), Now)!;

        Assert.Equal((2, 20L), (second.Attempt, second.Step));
    }

    [Fact]
    public void Hold_OnlyWhatHasNeverTrained_Waits()
    {
        Assert.Null(Running().Lose(1, "died", Now)!.Hold());
        Assert.Null(ExperimentRecord.Create(Some.Spec(), Now).Hold()!.TakeSlot(Some.Slot(), Now));
    }

    [Fact]
    public void Amend_Colour_IsKeptUntilItIsTakenAway()
    {
        var amended = Running().Amend(new ExperimentAmendment { Colour = "#0072B2" })!;

        Assert.Equal("#0072B2", amended.Amend(new ExperimentAmendment { Note = "blue" })!.ToSnapshot()!.Colour);
        Assert.Null(amended.Amend(new ExperimentAmendment { Colour = "" })!.ToSnapshot()!.Colour);
        Assert.Null(amended.Amend(new ExperimentAmendment { Colour = "blue" }));
    }

    [Fact]
    public void Amend_NoteTagsAndPriority_AreSeenAndPriorityEndsWithTheExperiment()
    {
        var amended = Running().Amend(new ExperimentAmendment { Priority = 7, Note = "odd loss", AddedTags = ["b", "a", "c"] })!
            .Amend(new ExperimentAmendment { RemovedTags = ["c"] })!;
        var snapshot = amended.ToSnapshot()!;
        Assert.Equal((7, "odd loss"), (snapshot.Priority, snapshot.Note));
        Assert.Equal(["a", "b"], snapshot.Tags);

        var ended = amended.End(1, new AttemptOutcome(AttemptEnd.Completed, "all done"), Now)!;

        Assert.Null(ended.Amend(new ExperimentAmendment { Priority = 1 }));
        Assert.Null(ended.Amend(new ExperimentAmendment { Note = "" })!.Note);
    }

    [Fact]
    public void TakeSlot_Fork_BeginsAtTheOriginsCheckpoint()
    {
        var origin = new ExperimentOrigin(new ExperimentId("s1-09"), Some.Checkpoint(3));
        var fork = ExperimentRecord.Create(Some.Spec(epochs: 5) with { Origin = origin }, Now).TakeSlot(Some.Slot(), Now)!;

        Assert.Equal((origin.Checkpoint, 30L, 3.0), (fork.ToAssignment().Checkpoint, fork.Attempts[0].FromStep, fork.EpochsDone));
        Assert.Equal(origin, fork.ToSnapshot()!.Origin);
        Assert.Equal(4, fork.AddCheckpoint(1, Some.Checkpoint(4), [])!.ToAssignment().Checkpoint!.Epoch);
    }

    [Fact]
    public void End_Completed_HasAllEpochsAndNoSlot()
    {
        var record = Running().End(1, new AttemptOutcome(AttemptEnd.Completed, "all done"), Now)!;

        Assert.Equal((ExperimentState.Completed, 4.0, (string?)null), (record.State, record.EpochsDone, record.Slot));
    }

    [Fact]
    public void ToSnapshot_Running_HasAnEta()
    {
        var snapshot = Running().Report(1, Progress(1.5, 15, 0.1))!.ToSnapshot()!;

        Assert.Equal(TimeSpan.FromSeconds(25), snapshot.Eta);
    }

    private static ExperimentRecord Running() => ExperimentRecord.Create(Some.Spec(), Now).TakeSlot(Some.Slot(), Now)!;

    private static ProgressReport Progress(double epochs, long step, double viou) =>
        new() { EpochsDone = epochs, Step = step, SecondsPerEpoch = 10, Rows = [Some.Row(step, "viou", viou)] };
}
