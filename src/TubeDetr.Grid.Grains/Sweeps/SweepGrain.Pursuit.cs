using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>Bringing about what should be.</content>
public sealed partial class SweepGrain
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    /// <param name="all">Every experiment anew; else only what follows from the end of one.</param>
    private void PursueInBackground(bool all)
    {
        _again = true;
        _all |= all;
        if (_pursuit.IsCompleted)
        {
            _pursuit = KeepPursuing();
        }
    }

    private async Task KeepPursuing()
    {
        while (_again && state.State.Final is null)
        {
            var all = _all;
            (_again, _all) = (false, false);
            try
            {
                await Pursue(all);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The watchdog tries again within a minute, an update earlier.
                LogPursuitFailed(e, Id);
            }
        }
    }

    private async Task Pursue(bool all)
    {
        if (_rows is null)
        {
            await LoadRows();
        }

        await Change(record => record.Expire(time.GetUtcNow()));
        if (state.State.Cancelled is { } cause)
        {
            await InChunks(all ? _rows!.Unfinished : [], row => Experiment(row.Index).Ask(ExperimentRequest.Cancel, cause));
        }
        else
        {
            await Start(all ? _rows!.Unfinished : []);
            await Search();
            await BeginOrHold();
        }

        if (_rows!.AllEnded && !HasMore)
        {
            await Finish();
        }
    }

    private Task BeginOrHold() => state.State switch
    {
        { Stopped: { } cause } => InChunks(_rows!.NotBegun, row => CancelUnlessBegun(Experiment(row.Index), cause)),
        { Paused: not null } => InChunks(_rows!.NotBegun.Where(row => !row.Held), row => Experiment(row.Index).Hold()),
        _ => InChunks(_rows!.ToAdmit(state.State.MaxConcurrent), row => AskAndLook(row, experiment => experiment.Admit())),
    };

    /// <summary>Held first, so that it cannot begin between the look and the end.</summary>
    private static async Task CancelUnlessBegun(IExperimentGrain experiment, string cause)
    {
        await experiment.Hold();
        if (await experiment.GetSnapshot() is { Attempt: 0 })
        {
            await experiment.Ask(ExperimentRequest.Cancel, cause);
        }
    }

    /// <summary>Reminds the scheduler of those that wait for a slot or believe that they have one.</summary>
    private async Task Start(IEnumerable<ExperimentSnapshot> rows)
    {
        var scheduler = GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool);
        foreach (var chunk in rows.ToList().Chunk(AtATime))
        {
            var waiting = chunk.Where(row => row is { State: ExperimentState.Queued, Held: false }).Select(SlotRequest.Of).ToImmutableArray();
            await (waiting.IsEmpty ? Task.CompletedTask : scheduler.EnqueueAll(waiting));
            await Task.WhenAll(chunk.Where(row => row.Slot is not null && ExperimentLifecycle.HoldsSlot(row.State))
                .Select(row => scheduler.Claim(row.Slot!, row.Attempts[^1].Silo, row.Id, row.Attempt, row.Priority)));
        }
    }

    private async Task Finish()
    {
        await Change(record => record with { Final = _rows!.ToSnapshot(Id, record, _version + 1, time.GetUtcNow()) });
        await EndWatchdog();
        LogFinished(Id, state.State.Final!.State);
    }

    /// <summary>The watchdog is late by a minute at most; a time budget is to end on time.</summary>
    private void WatchTheClock()
    {
        if (state.State is { TimeBudget: { } budget, IsEnding: false })
        {
            var left = state.State.Created + budget - time.GetUtcNow();
            this.RegisterGrainTimer(
                _ =>
                {
                    PursueInBackground(all: true);
                    return Task.CompletedTask;
                },
                new GrainTimerCreationOptions { DueTime = left > TimeSpan.Zero ? left : TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        }
    }

    /// <summary>The watchdog is for the death of this silo. A store of reminders that is away for a moment holds no sweep up: it is asked again until it answers.</summary>
    private async Task BeginWatchdog()
    {
        if (state.State.Final is not null)
        {
            return;
        }

        try
        {
            await this.RegisterOrUpdateReminder(Watchdog, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogUnwatched(e, Id, AgainAfter);
            this.RegisterGrainTimer(BeginWatchdog, new GrainTimerCreationOptions { DueTime = AgainAfter, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        }
    }

    private async Task EndWatchdog()
    {
        if (await this.GetReminder(Watchdog) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private static async Task InChunks(IEnumerable<ExperimentSnapshot> rows, Func<ExperimentSnapshot, Task> act)
    {
        foreach (var chunk in rows.ToList().Chunk(AtATime))
        {
            await Task.WhenAll(chunk.Select(act));
        }
    }

    [LoggerMessage(LogLevel.Information, "Sweep {Sweep} ({Name}): {Experiments} experiments")]
    private partial void LogSubmitted(SweepId sweep, string name, int experiments);

    [LoggerMessage(LogLevel.Information, "Sweep {Sweep}: {Request} was asked: {Cause}")]
    private partial void LogAsked(SweepId sweep, SweepRequest request, string cause);

    [LoggerMessage(LogLevel.Information, "{Experiment} goes on from {Origin}")]
    private partial void LogForked(ExperimentId experiment, string origin);

    [LoggerMessage(LogLevel.Warning, "{Experiment} stays in its population: {Reason}")]
    private partial void LogNotReplaced(ExperimentId experiment, string reason);

    [LoggerMessage(LogLevel.Information, "Sweep {Sweep} has ended: {State}")]
    private partial void LogFinished(SweepId sweep, SweepState state);

    [LoggerMessage(LogLevel.Warning, "Sweep {Sweep} has no reminder that would wake it after the death of its silo; trying again after {Pause}")]
    private partial void LogUnwatched(Exception exception, SweepId sweep, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "Sweep {Sweep} could not bring everything about; it tries again")]
    private partial void LogPursuitFailed(Exception exception, SweepId sweep);
}
