using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Brings an attempt's checkpoints to the store: one on its way at a time, while training goes on; a second one waits for the first.
/// </summary>
internal sealed class CheckpointKeeper(
    Assignment assignment, AttemptServices services, RunFence fence, Patience patience, AttemptLog log, CancellationToken abort)
{
    private Task _underway = Task.CompletedTask;
    private double? _value;

    /// <summary>Remembers the objective's value for the next checkpoint. Called on the computing thread.</summary>
    public void Observe(MetricRow? row)
    {
        foreach (var (name, value) in row?.Values ?? [])
        {
            _value = string.Equals(name, assignment.Objective.Metric, StringComparison.Ordinal) ? value : _value;
        }
    }

    /// <summary>The head may hold a checkpoint that was committed just before its attempt died, and never told.</summary>
    public async Task TellOfUnknown(CheckpointRecord? checkpoint)
    {
        if (checkpoint is not null && !string.Equals(checkpoint.Blob, assignment.Checkpoint?.Blob, StringComparison.Ordinal))
        {
            await Tell(checkpoint);
        }
    }

    /// <summary>Waits for the checkpoint before this one, then sends this one on its way.</summary>
    /// <param name="flush">Makes the metrics up to the image durable: what a checkpoint covers is never measured again.</param>
    /// <param name="failed">Called when it cannot be stored.</param>
    public async Task Keep(ICheckpointImage image, Func<Task> flush, Action failed)
    {
        var value = _value;
        _value = null;
        try
        {
            await _underway;
        }
        catch
        {
            image.Dispose();
            throw;
        }

        _underway = Store(image, value, flush, failed);
    }

    /// <summary>Waits for what is on its way.</summary>
    public Task Finish() => _underway;

    private async Task Store(ICheckpointImage image, double? value, Func<Task> flush, Action failed)
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
                await flush();
                await patience.Try("commit the checkpoint", ct => Commit(record, ct), BlobStorage.MayPass, abort);
                await Tell(record);
                log.Info($"Checkpoint of epoch {record.Epoch}, step {record.Step}: {record.Length / 1048576.0:0.0} MiB in {services.Time.GetElapsedTime(began).TotalSeconds:0.0} s");
            }
        }
        catch
        {
            failed();
            throw;
        }
    }

    private async Task<bool> Commit(CheckpointRecord record, CancellationToken cancellationToken)
    {
        await fence.Commit(record, cancellationToken);
        return true;
    }

    private async Task Tell(CheckpointRecord record)
    {
        if (!await patience.Try(
            "tell of the checkpoint", _ => services.Experiment(assignment.Experiment).AddCheckpoint(assignment.Attempt, record), static _ => true, abort))
        {
            throw new SupersededException();
        }
    }
}
