using System.Collections.Immutable;
using Azure;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Cli.Files;

/// <summary>The files of experiments in the cluster's blob storage.</summary>
internal sealed class StoredFiles : IExperimentFiles
{
    private readonly BlobStorage _storage;
    private readonly CheckpointStore _checkpoints;
    private readonly CheckpointSweep _sweep;
    private readonly ExperimentLog _logs;

    /// <exception cref="CommandFailure">The connection string cannot be read.</exception>
    public StoredFiles(string connectionString, TimeProvider time)
    {
        try
        {
            _storage = new BlobStorage(new StorageOptions { ConnectionString = connectionString, Retries = 2 });
        }
        catch (StorageAwayException failure)
        {
            throw CommandFailure.BadInput(failure.Message);
        }

        _checkpoints = new CheckpointStore(_storage, time);
        _sweep = new CheckpointSweep(_storage, time);
        _logs = new ExperimentLog(_storage);
    }

    public Task<Stream> OpenCheckpoint(CheckpointRecord checkpoint, CancellationToken cancellationToken) =>
        Ask(() => _checkpoints.OpenRead(checkpoint, cancellationToken), cancellationToken);

    public Task<ImmutableArray<LogLine>> ReadLog(ExperimentId experiment, int lines, CancellationToken cancellationToken) =>
        Ask(() => _logs.Tail(experiment, lines, cancellationToken), cancellationToken);

    public Task ReadRows(ExperimentId experiment, Action<MetricRow> take, CancellationToken cancellationToken) => Ask(
        async () =>
        {
            await foreach (var row in MetricLog.Rows(_storage, experiment, cancellationToken))
            {
                take(row);
            }

            return true;
        },
        cancellationToken);

    public Task<ImmutableArray<LooseCheckpoint>> SweepCheckpoints(
        Func<ExperimentId, Task<NamedCheckpoints?>> named, bool delete, CancellationToken cancellationToken) =>
        Ask(() => delete ? _sweep.Delete(named, cancellationToken) : _sweep.Find(named, cancellationToken), cancellationToken);

    private async Task<T> Ask<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question();
        }
        catch (FileNotFoundException missing)
        {
            throw CommandFailure.Failed($"{missing.Message} The storage at {_storage.Address} may belong to another cluster.");
        }
        catch (RequestFailedException refused) when (refused.Status is 403 or 404)
        {
            throw CommandFailure.Failed(refused.Status == 403
                ? $"The blob storage at {_storage.Address} refuses the account's key ({refused.ErrorCode}). Check --storage."
                : $"The blob storage at {_storage.Address} holds nothing of a grid ({refused.ErrorCode}). Check --storage.");
        }
        catch (Exception away) when (BlobStorage.MayPass(away) && !cancellationToken.IsCancellationRequested)
        {
            throw CommandFailure.Unreachable($"The blob storage at {_storage.Address} does not answer. Start the cluster with `./grid up`, or name another storage with --storage.");
        }
    }
}
