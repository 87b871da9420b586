using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Grains.Experiments;

/// <summary>Keeps the record of one experiment: asks it what an event does, stores the answer, then tells those whom it concerns.</summary>
public sealed partial class ExperimentGrain(
    [PersistentState("experiment", GridStorage.Name)] IPersistentState<ExperimentRecord> state,
    CheckpointStore checkpoints,
    IClusterManifestProvider silos,
    TimeProvider time,
    ILogger<ExperimentGrain> log) : Grain, IExperimentGrain, IDisposable
{
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _deactivated = new();
    private Task _telling = Task.CompletedTask;
    private Task _enqueuing = Task.CompletedTask;
    private bool _untold;

    private ExperimentId Id => new(this.GetPrimaryKeyString());

    private bool IsWaiting => state.State is { Spec: not null, State: ExperimentState.Queued, Held: false };

    private ISchedulerGrain Scheduler => GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _deactivated.Dispose();

    public async Task Admit()
    {
        if (await IsKnown() && state.State is { Held: true } record)
        {
            await Store(record.Admit());
        }

        EnqueueIfWaiting();
    }

    public async Task<ExperimentSnapshot?> GetSnapshot() => await IsKnown() ? state.State.ToSnapshot() : null;

    public Task<ExperimentSnapshot?> Recall() => Task.FromResult(state.State.ToRow());

    public async Task<int> TakeSlot(SlotSnapshot slot)
    {
        if (!await IsKnown() || state.State.TakeSlot(slot, time.GetUtcNow()) is not { } taken)
        {
            return 0;
        }

        // A silo that has just come is heard of by its heartbeat before this one can call it: no attempt is spent on that.
        if (SlotKey.SiloOf(slot.Key) is not { } silo || !silos.Current.Silos.ContainsKey(silo))
        {
            LogSiloNotYetKnown(Id, slot.Silo);
            EnqueueIfWaiting();
            return 0;
        }

        await Store(taken);
        LogAttempt(Id, taken.Attempt, slot.Silo, taken.Latest?.Step ?? 0);
        return await StartTrainer(slot, taken) ? taken.Attempt : 0;
    }

    public async Task<bool> Report(int attempt, ProgressReport report)
    {
        if (state.State.Report(attempt, report) is not { } next)
        {
            return false;
        }

        // Progress is told, not stored: a checkpoint or a transition stores it along, and a new activation hears it again within a second.
        state.State = Stamp(next);
        Tell();
        return await Task.FromResult(true);
    }

    public async Task<bool> End(int attempt, AttemptOutcome outcome)
    {
        var slot = state.State.Slot;
        if (!await StoreIfAccepted(state.State.End(attempt, outcome, time.GetUtcNow())))
        {
            return false;
        }

        LogEnd(Id, attempt, outcome.End, outcome.Reason);
        await TellScheduler(scheduler => scheduler.Release(slot!, Id, attempt));
        EnqueueIfWaiting();
        SweepLetGo();
        return true;
    }

    public async Task<bool> LoseSlot(int attempt, string cause)
    {
        if (!await StoreIfAccepted(state.State.Lose(attempt, cause, time.GetUtcNow())))
        {
            return false;
        }

        LogLost(Id, attempt, cause, state.State.State);
        EnqueueIfWaiting();
        SweepLetGo();
        return true;
    }

    public async Task Explain(int attempt, ImmutableArray<string> lines)
    {
        var before = state.State.State;
        if (!await IsKnown() || !await StoreIfAccepted(state.State.Explain(attempt, lines, time.GetUtcNow())))
        {
            return;
        }

        LogExplained(Id, attempt, state.State.Reason ?? "");
        if (before == ExperimentState.Queued && !IsWaiting)
        {
            await TellScheduler(scheduler => scheduler.Withdraw(Id));
        }

        EnqueueIfWaiting();
    }

    /// <summary>False: no sweep made it. What only waits is not stored, and asks its sweep what it is.</summary>
    private async ValueTask<bool> IsKnown()
    {
        if (state.State.Spec is null && await GrainFactory.GetGrain<ISweepGrain>(Id.Sweep.Value).SpecOf(Id) is { } spec && state.State.Spec is null)
        {
            state.State = Stamp(ExperimentRecord.Create(spec, time.GetUtcNow()));
        }

        return state.State.Spec is not null;
    }

    private async Task<bool> StartTrainer(SlotSnapshot slot, ExperimentRecord taken)
    {
        try
        {
            if (await GrainFactory.GetGrain<ITrainerGrain>(slot.Key).Start(taken.ToAssignment()))
            {
                return true;
            }

            await StoreIfAccepted(state.State.GiveBack(taken.Attempt, $"the slot of {slot.Silo} was taken", time.GetUtcNow()));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whether it started is not known; if it did, its first report is answered with false.
            await LoseSlot(taken.Attempt, $"the trainer of {slot.Silo} could not be reached ({e.Message})");
        }

        EnqueueIfWaiting();
        return false;
    }

    private void EnqueueIfWaiting()
    {
        if (IsWaiting && _enqueuing.IsCompleted)
        {
            _enqueuing = Enqueue();
        }
    }

    /// <summary>Not awaited by its callers: what they did is stored, and a scheduler that is just moving must not fail them.</summary>
    private async Task Enqueue()
    {
        while (IsWaiting && !_deactivated.IsCancellationRequested)
        {
            try
            {
                await Scheduler.Enqueue(SlotRequest.Of(state.State.ToSnapshot()!));
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogSchedulerAway(e, Id);
                await PauseBeforeRetry();
            }
        }
    }

    private async Task TellScheduler(Func<ISchedulerGrain, Task> tell)
    {
        try
        {
            await tell(Scheduler);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It learns the same from the slot's heartbeats, or when it offers a slot.
            LogSchedulerAway(e, Id);
        }
    }

    private async Task PauseBeforeRetry() =>
        await Task.Delay(TellAgain, time, _deactivated.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task<bool> StoreIfAccepted(ExperimentRecord? next)
    {
        if (next is null)
        {
            return false;
        }

        await Store(next);
        return true;
    }

    private async Task Store(ExperimentRecord next)
    {
        var before = state.State;
        state.State = Stamp(next with { LetGo = next.LetGo.Except(_deleted) });
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            throw;
        }

        Tell();
    }

    /// <summary>The clock carries the version over a new activation that has not heard the last progress.</summary>
    private ExperimentRecord Stamp(ExperimentRecord next) => next with { Version = Math.Max(state.State.Version + 1, time.GetUtcNow().UtcTicks) };

    private void Tell()
    {
        _untold = true;
        if (_telling.IsCompleted)
        {
            _telling = TellSweep();
        }
    }

    /// <summary>One message at a time, always the newest; a sweep that does not answer is told again.</summary>
    private async Task TellSweep()
    {
        while (_untold && !_deactivated.IsCancellationRequested)
        {
            _untold = false;
            try
            {
                await GrainFactory.GetGrain<ISweepGrain>(state.State.Spec!.Sweep.Value).Update(state.State.ToRow()!);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogSweepUntold(e, Id);
                _untold = true;
                await PauseBeforeRetry();
            }
        }
    }
}
