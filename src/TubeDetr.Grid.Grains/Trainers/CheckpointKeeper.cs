using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Brings an attempt's checkpoints to the store: one on its way at a time, while training goes on; a second one waits for the first.
/// </summary>
internal sealed class CheckpointKeeper(
    Assignment assignment, AttemptServices services, RunFence fence, Patience patience, AttemptLog log, CancellationToken abort)
{
    private Task _underway = Task.CompletedTask;
    private double? _value;
    private EvaluatedClips? _clips;

    /// <summary>
    /// Remembers the objective's value and what was predicted for the next checkpoint; false when there is no value in the row. Called on the computing thread.
    /// </summary>
    public bool Observe(EpochProgress progress)
    {
        _clips = progress.Evaluation?.Clips ?? _clips;
        var values = (progress.Row?.Values ?? []).Where(pair => string.Equals(pair.Key, assignment.Objective.Metric, StringComparison.Ordinal)).ToList();
        _value = values.Count > 0 ? values[^1].Value : _value;
        return values.Count > 0;
    }

    /// <summary>What was deleted since the record was last told.</summary>
    public ImmutableArray<string> Deleted { get; private set; } = [];

    /// <summary>
    /// Makes head and record agree with what was found in the store, before anything is trained: the head may hold a checkpoint that was committed just before its attempt died, and never told; a fork's head does
    /// not have its origin yet; and what is missing or damaged counts no more.
    /// </summary>
    public async Task Settle(RestoredCheckpoint found)
    {
        if (found.Record is { } from && !fence.Manifest.Names(from.Blob))
        {
            await patience.Try("commit the checkpoint to begin with", ct => Commit(from, ct), BlobStorage.MayPass, abort);
        }

        await Drop([.. found.Unusable.Select(checkpoint => checkpoint.Blob)]);
        await Delete(assignment.LetGo);
        if (!found.Unusable.IsEmpty || (found.Record is { } record && assignment.Known.All(known => !string.Equals(known.Blob, record.Blob, StringComparison.Ordinal))))
        {
            var report = new RestoreReport(found.Record, found.Unusable);
            if (!await patience.Try("tell what was restored", _ => services.Experiment(assignment.Experiment).Restored(assignment.Attempt, report), static _ => true, abort))
            {
                throw new SupersededException();
            }
        }
    }

    /// <summary>Waits for the checkpoint before this one, then sends this one on its way.</summary>
    /// <param name="flush">Makes the metrics up to the image durable: what a checkpoint covers is never measured again.</param>
    /// <param name="failed">Called when it cannot be stored.</param>
    public async Task Keep(ICheckpointImage image, Func<Task> flush, Action failed)
    {
        var (value, clips) = (_value, _clips);
        (_value, _clips) = (null, null);
        try
        {
            await _underway;
        }
        catch
        {
            image.Dispose();
            throw;
        }

        _underway = Store(image, value, clips, flush, failed);
    }

    /// <summary>Waits for what is on its way.</summary>
    public Task Finish() => _underway;

    private async Task Store(ICheckpointImage image, double? value, EvaluatedClips? clips, Func<Task> flush, Action failed)
    {
        try
        {
            using (image)
            {
                var began = services.Time.GetTimestamp();
                var record = await patience.Try(
                    "store the checkpoint",
                    ct => services.Checkpoints.Write(assignment.Experiment, assignment.Attempt, image.Epoch, image.Step, image.WriteTo, ct),
                    BlobStorage.MayPass,
                    abort) with { Value = value };
                if (clips is not null)
                {
                    await patience.Try("store the predictions", ct => WritePredictions(record.Blob, clips, ct), BlobStorage.MayPass, abort);
                }

                await flush();
                await patience.Try("commit the checkpoint", ct => Commit(record, ct), BlobStorage.MayPass, abort);
                await Delete(await Tell(record));
                log.Info($"Checkpoint of epoch {record.Epoch}, step {record.Step}: {record.Length / 1048576.0:0.0} MiB in {services.Time.GetElapsedTime(began).TotalSeconds:0.0} s");
            }
        }
        catch
        {
            failed();
            throw;
        }
    }

    private async Task<bool> WritePredictions(string checkpoint, EvaluatedClips clips, CancellationToken cancellationToken)
    {
        await services.Predictions.Write(checkpoint, clips, cancellationToken);
        return true;
    }

    private async Task<bool> Commit(CheckpointRecord record, CancellationToken cancellationToken)
    {
        await fence.Commit(record, cancellationToken);
        return true;
    }

    /// <returns>Those that are let go.</returns>
    private async Task<ImmutableArray<string>> Tell(CheckpointRecord record)
    {
        var receipt = await patience.Try(
            "tell of the checkpoint", _ => services.Experiment(assignment.Experiment).AddCheckpoint(assignment.Attempt, record, Deleted), static _ => true, abort);
        if (!receipt.Counts)
        {
            throw new SupersededException();
        }

        Deleted = [];
        return receipt.LetGo;
    }

    private async Task Drop(ImmutableArray<string> blobs) => await patience.Try(
        "take checkpoints out of the head",
        async ct =>
        {
            await fence.Drop(blobs, ct);
            return true;
        },
        BlobStorage.MayPass,
        abort);

    /// <summary>Out of the head first: what it names, an attempt may begin with.</summary>
    private async Task Delete(ImmutableArray<string> blobs)
    {
        if (blobs.IsEmpty)
        {
            return;
        }

        await Drop(blobs);
        await patience.Try(
            "delete checkpoints",
            async ct =>
            {
                await services.Checkpoints.Delete(blobs, ct);
                return true;
            },
            BlobStorage.MayPass,
            abort);
        Deleted = [.. Deleted, .. blobs];
    }
}
