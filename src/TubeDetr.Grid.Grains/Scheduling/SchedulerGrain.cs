using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Grains.Scheduling;

/// <summary>
/// Brings the <see cref="SlotQueue"/>'s offers to experiments and its losses to those who must know. Holds nothing that must survive: a new activation asks the
/// sweeps for what is unfinished, and hears of the slots within a second.
/// </summary>
[Reentrant, KeepAlive]
public sealed partial class SchedulerGrain(ISiloStatusOracle silos, SlotQueueOptions options, TimeProvider time, ILogger<SchedulerGrain> log)
    : Grain, ISchedulerGrain
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly SlotQueue _queue = new(options);
    private readonly List<LostAttempt> _lost = [];
    private readonly HashSet<ExperimentId> _doubtful = [];
    private bool _recovered;
    private bool _open;
    private bool _ticking;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(OnTick, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Tick, Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task Heartbeat(ImmutableArray<SlotSnapshot> slots)
    {
        foreach (var slot in slots)
        {
            _queue.Heartbeat(slot, time.GetUtcNow());
        }

        return Offered();
    }

    public Task Enqueue(SlotRequest request)
    {
        _queue.Enqueue(request);
        return Offered();
    }

    public Task EnqueueAll(ImmutableArray<SlotRequest> requests)
    {
        foreach (var request in requests)
        {
            _queue.Enqueue(request);
        }

        return Offered();
    }

    public Task Withdraw(ExperimentId experiment)
    {
        _queue.Withdraw(experiment);
        return Task.CompletedTask;
    }

    public Task Claim(string slot, string silo, ExperimentId experiment, int attempt, int priority)
    {
        Lose(_queue.Claim(slot, silo, experiment, attempt, priority, time.GetUtcNow()));
        return Task.CompletedTask;
    }

    public Task RemoveSlots(ImmutableArray<string> slots)
    {
        foreach (var slot in slots)
        {
            Lose(_queue.Remove(slot));
        }

        return Task.CompletedTask;
    }

    public Task Release(string slot, ExperimentId experiment, int attempt)
    {
        _queue.Release(slot, experiment, attempt);
        return Offered();
    }

    public Task<PoolSnapshot> GetSnapshot() => Task.FromResult(_queue.ToSnapshot(time.GetUtcNow()));

    public Task<string?> WhyWaiting(ExperimentId experiment) => Task.FromResult(_queue.WhyWaiting(experiment, time.GetUtcNow()));

    private async Task OnTick(CancellationToken cancellationToken)
    {
        if (_ticking)
        {
            return;
        }

        _ticking = true;
        try
        {
            await Recover();
            foreach (var lost in _queue.Expire(time.GetUtcNow(), IsDead))
            {
                Lose(lost);
            }

            await ResolveDoubts();
            await TellLosses();
            _open |= _recovered;
            MakeOffers();
            MakeRoom();
        }
        finally
        {
            _ticking = false;
        }
    }

    /// <summary>Callers do not wait for the answers to offers; they might be the ones who are asked.</summary>
    private Task Offered()
    {
        MakeOffers();
        return Task.CompletedTask;
    }

    /// <summary>Only after what has begun is back in the queue, or a restart of everything would begin new experiments first.</summary>
    private void MakeOffers()
    {
        while (_open && _queue.NextOffer(time.GetUtcNow()) is { } offer)
        {
            _ = Make(offer);
        }
    }

    private void MakeRoom()
    {
        foreach (var preemption in _open ? _queue.Preempt(time.GetUtcNow()).ToList() : [])
        {
            _ = Preempt(preemption);
        }
    }

    private async Task Preempt(Preemption preemption)
    {
        try
        {
            LogPreempted(preemption.Experiment, preemption.Attempt, preemption.Cause);
            await GrainFactory.GetGrain<IExperimentGrain>(preemption.Experiment.Value).Ask(ExperimentRequest.Requeue, preemption.Cause);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogPreemptionUnheard(e, preemption.Experiment);
            _queue.NotPreempted(preemption);
        }
    }

    private async Task Make(SlotOffer offer)
    {
        try
        {
            var attempt = await GrainFactory.GetGrain<IExperimentGrain>(offer.Experiment.Value).TakeSlot(offer.Slot);
            if (attempt > 0)
            {
                Lose(_queue.Accepted(offer, attempt, time.GetUtcNow()));
            }
            else
            {
                _queue.Declined(offer);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It may have taken the slot all the same: its own record knows.
            LogOfferUnanswered(e, offer.Experiment, offer.Slot.Silo);
            _queue.Declined(offer);
            _doubtful.Add(offer.Experiment);
        }
    }

    private void Lose(LostAttempt? lost)
    {
        if (lost is not null && !_lost.Contains(lost))
        {
            LogLost(lost.Experiment, lost.Attempt, lost.Cause);
            _lost.Add(lost);
        }
    }

    /// <summary>Told again every second until it is heard.</summary>
    private Task TellLosses() => Task.WhenAll(_lost.ToList().Select(async lost =>
    {
        try
        {
            await GrainFactory.GetGrain<IExperimentGrain>(lost.Experiment.Value).LoseSlot(lost.Attempt, lost.Cause);
            _lost.Remove(lost);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogLossUnheard(e, lost.Experiment, lost.Attempt);
        }
    }));

    private Task ResolveDoubts() => Task.WhenAll(_doubtful.ToList().Select(async experiment =>
    {
        try
        {
            Place(await GrainFactory.GetGrain<IExperimentGrain>(experiment.Value).GetSnapshot());
            _doubtful.Remove(experiment);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogDoubtUnresolved(e, experiment);
        }
    }));

    private async Task Recover()
    {
        if (_recovered)
        {
            return;
        }

        try
        {
            var sweeps = await GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List();
            foreach (var sweep in sweeps.Where(sweep => sweep.Ended is null).OrderBy(sweep => sweep.Created))
            {
                foreach (var experiment in await GrainFactory.GetGrain<ISweepGrain>(sweep.Id.Value).ListExperiments())
                {
                    Place(experiment);
                }
            }

            _recovered = true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogRecoveryFailed(e);
        }
    }

    private void Place(ExperimentSnapshot? experiment)
    {
        if (experiment is { State: ExperimentState.Queued, Held: false })
        {
            _queue.Enqueue(SlotRequest.Of(experiment));
        }
        else if (experiment is { Slot: { } slot } && ExperimentLifecycle.HoldsSlot(experiment.State))
        {
            Lose(_queue.Claim(slot, experiment.Attempts[^1].Silo, experiment.Id, experiment.Attempt, experiment.Priority, time.GetUtcNow()));
        }
    }

    private bool IsDead(string slot) => SlotKey.SiloOf(slot) is not { } silo || silos.GetApproximateSiloStatus(silo) == SiloStatus.Dead;
}
