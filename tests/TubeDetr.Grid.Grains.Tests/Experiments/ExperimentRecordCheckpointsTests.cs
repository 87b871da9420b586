using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Tests.Experiments;

public sealed class ExperimentRecordCheckpointsTests
{
    private static readonly DateTimeOffset Now = Some.Time;

    [Fact]
    public void AddCheckpoint_MoreThanThePolicyKeeps_LetsTheOthersGoUntilTheyAreDeleted()
    {
        var record = Trained(0.5, 0.1, 0.2, 0.3);

        Assert.Equal([1, 3, 4], Epochs(record));
        Assert.Equal([Blob(2)], record.LetGo);
        Assert.Equal([Blob(2)], record.ToAssignment().LetGo);
        var told = record.AddCheckpoint(1, Some.Checkpoint(5, 0.1), [Blob(2)])!;
        Assert.Equal([Blob(3)], told.LetGo);
        Assert.Empty(told.End(1, new AttemptOutcome(AttemptEnd.Completed, "done") { Deleted = [Blob(3)] }, Now)!.LetGo);
    }

    [Fact]
    public void TakeSlot_BestCheckpointIsLetGo_TheBestValueStays()
    {
        var spec = Some.Spec() with { Checkpoints = new CheckpointPolicy { KeepLast = 1, KeepBest = 0 } };
        var record = Running(spec).AddCheckpoint(1, Some.Checkpoint(1, 0.5), [])!.AddCheckpoint(1, Some.Checkpoint(2, 0.2), [])!;

        var second = record.Lose(1, "died", Now)!.TakeSlot(Some.Slot(), Now)!;

        Assert.Equal([2], Epochs(second));
        Assert.Equal((0.5, 20L), (second.BestValue, second.Step));
    }

    [Fact]
    public void AskOfCheckpoint_Pinned_StaysUntilItIsUnpinned()
    {
        var pinned = Trained(0.5, 0.1, 0.2).AskOfCheckpoint(CheckpointRequest.Pin, Blob(2)).Next!.AddCheckpoint(1, Some.Checkpoint(4, 0.1), [])!;
        Assert.Equal([1, 2, 3, 4], Epochs(pinned));
        Assert.Equal([Blob(2)], pinned.ToSnapshot()!.Pinned);
        Assert.Contains("Unpin it first", pinned.AskOfCheckpoint(CheckpointRequest.Delete, Blob(2)).Refusal, StringComparison.Ordinal);

        var unpinned = pinned.AskOfCheckpoint(CheckpointRequest.Unpin, Blob(2)).Next!;

        Assert.Equal([1, 3, 4], Epochs(unpinned));
        Assert.Equal([Blob(2)], unpinned.LetGo);
    }

    [Fact]
    public void AskOfCheckpoint_DeleteTheNewest_IsRefusedUntilTheEnd()
    {
        var record = Trained(0.5, 0.1);
        Assert.Contains("goes on from it", record.AskOfCheckpoint(CheckpointRequest.Delete, Blob(2)).Refusal, StringComparison.Ordinal);
        Assert.Equal([2], Epochs(record.AskOfCheckpoint(CheckpointRequest.Delete, Blob(1)).Next!));

        var ended = record.End(1, new AttemptOutcome(AttemptEnd.Completed, "done"), Now)!.AskOfCheckpoint(CheckpointRequest.Delete, Blob(2)).Next!;

        Assert.Equal([1], Epochs(ended));
        Assert.Contains("no checkpoint s1-01/1-2-20", ended.AskOfCheckpoint(CheckpointRequest.Pin, Blob(2)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Restored_NewestIsDamaged_IsGoneAndTheTransitionSaysSo()
    {
        var second = Trained(0.5, 0.1).Lose(1, "died", Now)!.TakeSlot(Some.Slot(), Now)!;

        var restored = second.Restored(2, new RestoreReport(Some.Checkpoint(1, 0.5), [new UnusableCheckpoint(Blob(2), "It is damaged.")]), Now)!;

        Assert.Equal([1], Epochs(restored));
        Assert.Equal((10L, 1.0, 10L), (restored.Step, restored.EpochsDone, restored.Attempts[1].FromStep));
        Assert.Equal(
            new TransitionRecord(ExperimentState.Running, ExperimentState.Running, "It is damaged. Goes on from epoch 1, step 10.", 2, Now), restored.Transitions[^1]);
        Assert.Null(restored.Restored(1, new RestoreReport(null, []), Now));
    }

    [Fact]
    public void Restored_CommittedAndNeverTold_IsKnownWithoutATransition()
    {
        var second = Trained(0.5).Lose(1, "died", Now)!.TakeSlot(Some.Slot(), Now)!;

        var restored = second.Restored(2, new RestoreReport(Some.Checkpoint(2, 0.1), []), Now)!;

        Assert.Equal([1, 2], Epochs(restored));
        Assert.Equal(20, restored.Attempts[1].FromStep);
        Assert.Equal(second.Transitions, restored.Transitions);
    }

    [Fact]
    public void Opened_SecondAttempt_KeepsWhatEachComputesWithAndItsSweepIsSparedIt()
    {
        var provenance = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("commit", "1236999");
        var second = Running(Some.Spec()).Opened(1, provenance)!.Lose(1, "died", Now)!.TakeSlot(Some.Slot(), Now)!;

        var opened = second.Opened(2, provenance.SetItem("commit", "2000000"))!;

        Assert.Equal(["1236999", "2000000"], opened.ToSnapshot()!.Attempts.Select(attempt => attempt.Provenance["commit"]));
        Assert.All(opened.ToRow()!.Attempts, attempt => Assert.Empty(attempt.Provenance));
        Assert.Null(second.Opened(1, provenance));
    }

    /// <summary>A checkpoint after each epoch with these values, and none deleted yet.</summary>
    private static ExperimentRecord Trained(params double[] values) =>
        values.Index().Aggregate(Running(Some.Spec()), (record, epoch) => record.AddCheckpoint(1, Some.Checkpoint(epoch.Index + 1, epoch.Item), [])!);

    private static ExperimentRecord Running(ExperimentSpec spec) => ExperimentRecord.Create(spec, Now).TakeSlot(Some.Slot(), Now)!;

    private static string Blob(int epoch) => Some.Checkpoint(epoch).Blob;

    private static int[] Epochs(ExperimentRecord record) => [.. record.Checkpoints.Select(checkpoint => checkpoint.Epoch)];
}
