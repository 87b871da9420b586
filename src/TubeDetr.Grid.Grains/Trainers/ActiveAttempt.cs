using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// One attempt from fence to outcome: takes the experiment's head, restores its checkpoint, trains epoch after epoch, and stores a checkpoint after each
/// while the next one is being trained.
/// </summary>
internal sealed partial class ActiveAttempt : IDisposable
{
    private readonly AttemptServices _services;
    private readonly ILogger _silo;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private string _stopCause = "";
    private volatile bool _lastEpoch;
    private volatile int _evaluated;

    public ActiveAttempt(Assignment assignment, AttemptServices services, ILogger silo)
    {
        (Assignment, _services, _silo) = (assignment, services, silo);
    }

    public Assignment Assignment { get; }

    /// <summary>Asks for a last checkpoint and the end.</summary>
    public void Stop(string cause)
    {
        Interlocked.CompareExchange(ref _stopCause, cause, "");
        _stop.Cancel();
    }

    /// <summary>Asks for the end once the epoch is done that is being trained.</summary>
    public void StopAfterEpoch(string cause)
    {
        Interlocked.CompareExchange(ref _stopCause, cause, "");
        _lastEpoch = true;
    }

    /// <summary>Trains; null when the attempt is superseded and nobody wants to hear of it. Never throws.</summary>
    public async Task<AttemptOutcome?> Execute()
    {
        await using var log = new AttemptLog(Assignment, _services, _silo);
        try
        {
            var outcome = await (_services.Runner.KeepsState ? Fenced(log) : Stateless(log));
            log.Mark($"Attempt {Assignment.Attempt} ended: {outcome.Reason}");
            return outcome;
        }
        catch (SupersededException e)
        {
            log.Warn($"Attempt {Assignment.Attempt} stops: {e.Message}");
            return null;
        }
        catch (TrainingFailedException e)
        {
            log.Error(e.Message);
            return new AttemptOutcome(AttemptEnd.Failed, e.Message);
        }
        catch (Exception e)
        {
            log.Error($"The attempt broke down: {e}");
            return new AttemptOutcome(AttemptEnd.Faulted, BlobStorage.Reason(e));
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abort.Dispose();
    }

    private async Task<AttemptOutcome> Fenced(AttemptLog log)
    {
        var patience = new Patience(_services.Time, _services.Options.OutageLimit, _services.Outages, log.Warn);
        await using var fence = await patience.Try(
            "take the experiment's head",
            ct => _services.Checkpoints.Acquire(Assignment.Experiment, Assignment.Attempt, _services.Options.Fence, ct),
            BlobStorage.MayPass,
            _abort.Token);
        await using var lost = fence.Lost.Register(_abort.Cancel);
        try
        {
            return await Restored(fence, patience, log);
        }
        catch (OperationCanceledException) when (fence.Lost.IsCancellationRequested)
        {
            throw new FenceLostException($"Attempt {Assignment.Attempt} lost its hold on the experiment's head: a later attempt has it, or the store was away for too long.");
        }
    }

    private async Task<AttemptOutcome> Restored(RunFence fence, Patience patience, AttemptLog log)
    {
        await using var restored = await CheckpointSearch.Newest(Candidates(fence), _services, patience, log, _abort.Token);
        var checkpoint = restored.Record;
        if (checkpoint is null && Assignment.Origin is { } origin)
        {
            throw new TrainingFailedException($"It was forked from {origin}, and none of its checkpoints can be read: {string.Join(" ", restored.Unusable.Select(unusable => unusable.Why))} Fork again from another one.");
        }

        if (!await patience.Try(
            "begin the attempt's metrics",
            _ => _services.Metrics(Assignment.Experiment).BeginAttempt(Assignment.Attempt, checkpoint?.Step ?? 0),
            static _ => true,
            _abort.Token))
        {
            throw new SupersededException();
        }

        log.Mark(checkpoint is null
            ? $"Attempt {Assignment.Attempt} begins from the start"
            : $"Attempt {Assignment.Attempt} goes on from epoch {checkpoint.Epoch}, step {checkpoint.Step} ({checkpoint.Blob})");
        using var thread = new EpochThread($"{Assignment.Experiment}#{Assignment.Attempt}");
        var keeper = new CheckpointKeeper(Assignment, _services, fence, patience, log, _abort.Token);
        await keeper.Settle(restored);
        var run = new OnThread(thread, await thread.Call(() => _services.Runner.Open(Assignment with { Checkpoint = checkpoint }, restored.Content, log.Info)));
        await restored.DisposeAsync();
        try
        {
            await Tell(await thread.Call(() => run.Value.Provenance), patience);
            _evaluated = checkpoint is { Value: not null } ? checkpoint.Epoch : 0;
            await using var pictures = new PictureKeeper(_services, log, _abort.Token);
            return await Train(run, checkpoint?.Step ?? 0, keeper, pictures, patience);
        }
        finally
        {
            // On its own thread, like every other call: native state may be bound to it.
            await thread.Call(run.Value.Dispose);
        }
    }

    private async Task Tell(ImmutableSortedDictionary<string, string> provenance, Patience patience)
    {
        if (!provenance.IsEmpty
            && !await patience.Try("tell what it computes with", _ => _services.Experiment(Assignment.Experiment).Opened(Assignment.Attempt, provenance), static _ => true, _abort.Token))
        {
            throw new SupersededException();
        }
    }

    /// <summary>
    /// Newest first. What the record names and the head does not is a fork's beginning, or the store has come back without its last writes: then it is newer, if it is there at all.
    /// </summary>
    private IEnumerable<CheckpointRecord> Candidates(RunFence fence) => Assignment.Known
        .Concat(Assignment.Checkpoint is { } given && Assignment.Known.IsEmpty ? [given] : [])
        .Where(known => !fence.Manifest.Names(known.Blob)).Reverse()
        .Concat(fence.Manifest.Without(Assignment.LetGo).Checkpoints.Reverse());

    private async Task<AttemptOutcome> Train(OnThread run, long fromStep, CheckpointKeeper keeper, PictureKeeper pictures, Patience patience)
    {
        var delivery = new MetricDelivery(Assignment, fromStep, _services, patience, _abort.Cancel, _abort.Token);
        try
        {
            while (!IsDone(run.Value.Epoch) && !_lastEpoch && !_stop.IsCancellationRequested)
            {
                var before = (run.Value.Epoch, run.Value.Step);
                await RunEpoch(run, keeper, pictures, delivery);

                // An epoch whose evaluation alone was left adds no step, and yet its end and its value are worth keeping.
                if ((run.Value.Epoch, run.Value.Step) != before)
                {
                    await keeper.Keep(await run.Thread.Call(run.Value.Capture), delivery.Flush, _abort.Cancel);
                }
            }

            await keeper.Finish();
            await delivery.Complete();
            await pictures.Finish(_stop.Token);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // The reason is with whoever aborted: an upload, the delivery, or the fence.
            await Task.WhenAll(keeper.Finish(), delivery.Complete());
            throw;
        }
        catch
        {
            // What was computed before the fault still counts.
            await Task.WhenAll(keeper.Finish(), delivery.Complete()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return run.Value.Epoch >= Assignment.Epochs
            ? new AttemptOutcome(AttemptEnd.Completed, $"all {Assignment.Epochs} epochs are done") { Deleted = keeper.Deleted }
            : IsDone(run.Value.Epoch) ? new AttemptOutcome(AttemptEnd.GrantUsed, $"waits for its sweep's word after epoch {run.Value.Epoch}") { Deleted = keeper.Deleted }
            : new AttemptOutcome(AttemptEnd.Stopped, _stopCause) { Deleted = keeper.Deleted };
    }

    /// <summary>All epochs are done, or those that it was granted, and there is something to judge them by.</summary>
    private bool IsDone(int epoch) => epoch >= Assignment.Epochs || (epoch >= Assignment.Until && _evaluated >= Assignment.Until);

    private async Task RunEpoch(OnThread run, CheckpointKeeper keeper, PictureKeeper pictures, MetricDelivery delivery)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _abort.Token);
        try
        {
            await run.Thread.Call(() => run.Value.RunEpoch(
                progress =>
                {
                    _evaluated = keeper.Observe(progress) ? (int)Math.Round(progress.Row!.Epoch) : _evaluated;
                    pictures.Observe(progress);
                    delivery.Post(progress);
                },
                either.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested && !_abort.IsCancellationRequested)
        {
            // The state is that of the last whole step: worth a checkpoint.
        }

        _abort.Token.ThrowIfCancellationRequested();
    }

    private sealed record OnThread(EpochThread Thread, IEpochRun Value);
}
