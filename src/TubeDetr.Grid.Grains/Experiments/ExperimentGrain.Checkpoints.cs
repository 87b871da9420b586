using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Grains.Experiments;

/// <content>Checkpoints: which there are, and the end of those that are let go.</content>
public sealed partial class ExperimentGrain
{
    private Task _sweeping = Task.CompletedTask;
    private ImmutableArray<string> _deleted = [];

    public async Task<CheckpointReceipt> AddCheckpoint(int attempt, CheckpointRecord checkpoint, ImmutableArray<string> deleted) =>
        await StoreIfAccepted(state.State.AddCheckpoint(attempt, checkpoint, deleted)) ? new CheckpointReceipt(true, [.. state.State.LetGo]) : CheckpointReceipt.Refused;

    public Task<bool> Restored(int attempt, RestoreReport report) => StoreIfAccepted(state.State.Restored(attempt, report, time.GetUtcNow()));

    public Task<bool> Opened(int attempt, ImmutableSortedDictionary<string, string> provenance) => StoreIfAccepted(state.State.Opened(attempt, provenance));

    public async Task<string?> AskOfCheckpoint(CheckpointRequest request, string blob)
    {
        var (next, refusal) = state.State.AskOfCheckpoint(request, blob);
        await StoreIfAccepted(next);
        SweepLetGo();
        return refusal;
    }

    public async Task<CheckpointCopy> CopyCheckpoint(string blob, ExperimentId target)
    {
        if (state.State.Checkpoints.FirstOrDefault(known => string.Equals(known.Blob, blob, StringComparison.Ordinal)) is not { } checkpoint)
        {
            return new CheckpointCopy(null, $"{Id} has no checkpoint {blob} any more");
        }

        try
        {
            // What the source reached is not the copy's own achievement.
            return new CheckpointCopy(await checkpoints.Copy(checkpoint, target, CancellationToken.None) with { Value = null }, null);
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
        {
            return new CheckpointCopy(null, e.Message);
        }
        catch (Exception e) when (BlobStorage.MayPass(e))
        {
            return new CheckpointCopy(null, $"the blob store does not answer ({BlobStorage.Reason(e)}); try again when it does");
        }
    }

    /// <summary>An attempt deletes by itself, because it holds the head; afterwards it is done here.</summary>
    private void SweepLetGo()
    {
        if (!state.State.LetGo.IsEmpty && !ExperimentLifecycle.HoldsSlot(state.State.State) && _sweeping.IsCompleted)
        {
            _sweeping = Delete([.. state.State.LetGo]);
        }
    }

    /// <summary>Not awaited by its callers, and not stored by itself: the next change of the record stores that it is done, and doing it twice does no harm.</summary>
    private async Task Delete(ImmutableArray<string> blobs)
    {
        try
        {
            if (await checkpoints.DropFromHead(Id, blobs, _deactivated.Token))
            {
                await checkpoints.Delete(blobs, _deactivated.Token);
                _deleted = [.. _deleted, .. blobs];
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // `grid checkpoint gc` finds them, and so does the next time.
            LogNotDeleted(Id, BlobStorage.Reason(e));
        }
    }
}
