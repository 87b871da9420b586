using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>Bringing about what should be.</content>
public sealed partial class SweepGrain
{
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
            await InChunks(all ? _rows!.Unfinished : [], row => CancelOne(row, cause));
        }
        else
        {
            await InChunks(all ? _rows!.Unfinished : [], Start, ToCreate);
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

    /// <summary>Creates what is not there yet, and reminds the scheduler of what is.</summary>
    private Task Start(ExperimentSnapshot row)
    {
        var scheduler = GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool);
        return row switch
        {
            { Version: < 0 } => Experiment(row.Index).Create(Spec(row.Index)),
            { State: ExperimentState.Queued, Held: false } => scheduler.Enqueue(SlotRequest.Of(row)),
            { Slot: { } slot } when ExperimentLifecycle.HoldsSlot(row.State) => scheduler.Claim(slot, row.Attempts[^1].Silo, row.Id, row.Attempt, row.Priority),
            _ => Task.CompletedTask,
        };
    }

    private async Task CancelOne(ExperimentSnapshot row, string cause)
    {
        if (row.Version < 0)
        {
            await Experiment(row.Index).Create(Spec(row.Index) with { Held = true });
        }

        await Experiment(row.Index).Ask(ExperimentRequest.Cancel, cause);
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

    private async Task BeginWatchdog() => await this.RegisterOrUpdateReminder(Watchdog, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    private async Task EndWatchdog()
    {
        if (await this.GetReminder(Watchdog) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private static async Task InChunks(IEnumerable<ExperimentSnapshot> rows, Func<ExperimentSnapshot, Task> act, int atATime = AtATime)
    {
        foreach (var chunk in rows.ToList().Chunk(atATime))
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

    [LoggerMessage(LogLevel.Warning, "Sweep {Sweep} could not bring everything about; it tries again")]
    private partial void LogPursuitFailed(Exception exception, SweepId sweep);
}
