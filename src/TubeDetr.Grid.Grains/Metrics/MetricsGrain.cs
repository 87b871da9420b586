using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Grains.Metrics;

/// <summary>
/// The metric history of one experiment: its end in memory for those who watch, all of it in an append blob for good, and beside that its curves in bounded detail, so
/// that whoever draws them need not read every row.
/// </summary>
public sealed partial class MetricsGrain(BlobStorage storage, CurveStore curveStore, ILogger<MetricsGrain> log) : Grain, IMetricsGrain
{
    /// <summary>Rows in one batch to a watcher at most.</summary>
    private const int BatchRows = 2000;

    /// <summary>Rows in memory at least; older ones are read from the log again for who asks.</summary>
    private const int KeptRows = 4096;

    private MetricHistory _history = new(KeptRows);
    private MetricLog? _log;
    private Task? _opening;
    private MetricLogEntry? _begun; // goes to the log with the first rows
    private TaskCompletionSource _changed = NewSignal();

    private ExperimentId Id => new(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _curves is null ? Task.CompletedTask : SaveCurves(cancellationToken);

    public async Task<bool> BeginAttempt(int attempt, long fromStep)
    {
        if (attempt == 1 && _history.Attempt == 0 && _opening is null)
        {
            // Nobody has to be kept from appending yet, so the slot need not wait for the store. Should this be forgotten before the first rows, the trainer is told so and begins again.
            _history.Apply(_begun = new MetricLogEntry.Begin(attempt, fromStep));
            return true;
        }

        await Opened();
        if (attempt > _history.Attempt)
        {
            await Store([new MetricLogEntry.Begin(attempt, fromStep)]);
        }

        return attempt == _history.Attempt;
    }

    public async Task<bool> Append(int attempt, long offset, ImmutableArray<MetricRow> rows)
    {
        await Opened();
        if (attempt != _history.Attempt)
        {
            return attempt > _history.Attempt ? throw new MissingRowsException(attempt, -1) : false;
        }

        await Store(_history.Number(offset, rows));
        return true;
    }

    public async Task<ImmutableArray<MetricRow>> Read(long afterSequence) => (await HistoryAfter(afterSequence)).After(afterSequence);

    public async IAsyncEnumerable<MetricBatch> Watch(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Opened();
        var (sequence, begins) = (afterSequence, 0);
        while (true)
        {
            // Taken before looking, so that what comes in between wakes this watcher at once.
            var changed = _changed.Task;
            var restarts = _history.RestartsFor(sequence, begins);
            begins = _history.Begins;
            var rows = (await HistoryAfter(sequence)).After(sequence);
            foreach (var batch in rows.IsEmpty ? NoRows(restarts) : rows.Chunk(BatchRows).Select((chunk, i) => new MetricBatch([.. chunk], i == 0 ? restarts : null)))
            {
                sequence = batch.Rows.IsEmpty ? sequence : batch.Rows[^1].Sequence;
                yield return batch;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A history that has every row after a number: what is in memory, or else the log once more.</summary>
    private async Task<MetricHistory> HistoryAfter(long sequence)
    {
        await Opened();
        if (sequence >= _history.Forgotten)
        {
            return _history;
        }

        var whole = new MetricHistory();
        await foreach (var entry in MetricLog.Stream(storage, Id, CancellationToken.None))
        {
            whole.Apply(entry);
        }

        return whole;
    }

    private static IEnumerable<MetricBatch> NoRows(long? restarts) => restarts is null ? [] : [new MetricBatch([], restarts)];

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Opened() => _opening ??= Open();

    /// <summary>Where the first attempt has just begun, there is most likely no log yet, and none is looked for; one that is there knows better.</summary>
    private async Task Open()
    {
        try
        {
            _log = (_begun is not null ? await MetricLog.Create(storage, Id, CancellationToken.None) : null) ?? await MetricLog.Open(storage, Id, CancellationToken.None);
        }
        catch
        {
            DeactivateOnIdle(); // the next activation tries again
            throw;
        }

        if (!_log.Entries.IsEmpty)
        {
            (_history, _begun) = (new MetricHistory(KeptRows), null);
            foreach (var entry in _log.Entries)
            {
                _history.Apply(entry);
            }
        }

        SaveSoon();
    }

    private async Task Store(ImmutableArray<MetricLogEntry> entries)
    {
        try
        {
            await _log!.Append(_begun is null ? entries : entries.Insert(0, _begun), CancellationToken.None);
            _begun = null;
        }
        catch (Exception e)
        {
            // What the blob holds now is not known here: the next activation reads it, and the trainer brings its rows again.
            LogStoreFailed(Id, BlobStorage.Reason(e));
            DeactivateOnIdle();
            throw;
        }

        foreach (var entry in entries)
        {
            _history.Apply(entry);
        }

        KeepCurves(entries);
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    [LoggerMessage(LogLevel.Warning, "{Experiment}: metric rows could not be appended ({Reason}); the log is read again")]
    private partial void LogStoreFailed(ExperimentId experiment, string reason);
}
