using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Experiments;

/// <content>What people ask and amend.</content>
public sealed partial class ExperimentGrain
{
    public async Task<bool> Ask(ExperimentRequest request, string cause)
    {
        var before = state.State.State;
        if (!await IsKnown() || !await StoreIfAccepted(state.State.Ask(request, cause, time.GetUtcNow())))
        {
            return request == ExperimentRequest.Cancel && before == ExperimentState.Stopping;
        }

        return await Stopped(before, cause);
    }

    /// <summary>Tells trainer and scheduler what the new state means for them.</summary>
    private async Task<bool> Stopped(ExperimentState before, string cause)
    {
        if (state.State.State == ExperimentState.Stopping)
        {
            await StopTrainer(state.State, cause);
        }
        else if (before == ExperimentState.Queued)
        {
            await TellScheduler(scheduler => scheduler.Withdraw(Id));
        }

        EnqueueIfWaiting();
        return true;
    }

    public async Task<bool> Amend(ExperimentAmendment amendment)
    {
        if (!await IsKnown() || !await StoreIfAccepted(state.State.Amend(amendment)))
        {
            return false;
        }

        EnqueueIfWaiting();
        if (ExperimentLifecycle.HoldsSlot(state.State.State))
        {
            await TellScheduler(scheduler => scheduler.Claim(state.State.Slot!, state.State.Attempts[^1].Silo, Id, state.State.Attempt, state.State.Priority));
        }

        return true;
    }

    public async Task<bool> Grant(int? epochs, string cause)
    {
        if (!await IsKnown() || !await StoreIfAccepted(state.State.Grant(epochs, cause, time.GetUtcNow())))
        {
            return false;
        }

        EnqueueIfWaiting();
        return true;
    }

    public async Task<bool> Prune(string cause)
    {
        var before = state.State.State;
        return await IsKnown() && await StoreIfAccepted(state.State.Prune(cause, time.GetUtcNow())) && await Stopped(before, cause);
    }

    public async Task Hold()
    {
        if (!await IsKnown())
        {
            return;
        }

        // One that asks its paused sweep what it is hears that it is held; who asked for a slot on its behalf does not know that yet.
        if (await StoreIfAccepted(state.State.Hold()) || state.State.Held)
        {
            Tell();
            await TellScheduler(scheduler => scheduler.Withdraw(Id));
        }
    }

    private async Task StopTrainer(ExperimentRecord stopping, string cause)
    {
        try
        {
            var trainer = GrainFactory.GetGrain<ITrainerGrain>(stopping.Slot!);
            if (await (stopping.Asked == ExperimentEvent.StopAsked
                ? trainer.StopAfterEpoch(Id, stopping.Attempt, cause)
                : trainer.Stop(Id, stopping.Attempt, cause)))
            {
                return;
            }

            await LoseSlot(stopping.Attempt, cause);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The scheduler finds out that the slot is gone, and the experiment ends then.
            LogStopUnheard(e, Id, stopping.Attempt);
        }
    }
}
