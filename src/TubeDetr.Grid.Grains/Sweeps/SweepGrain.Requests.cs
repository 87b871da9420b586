using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>What people ask.</content>
public sealed partial class SweepGrain
{
    public async Task<bool> Ask(SweepRequest request, string cause)
    {
        if (!Exists || state.State.Ask(request, cause) is not { } next)
        {
            return false;
        }

        await Store(next);
        LogAsked(Id, request, cause);
        PursueInBackground(all: true);
        return true;
    }

    public async Task<ForkResult> Fork(ForkRequest request)
    {
        if (_rows is null && Exists)
        {
            await LoadRows();
        }

        if (_rows?.All.FirstOrDefault(row => row.Id == request.Source) is not { } row || await Experiment(row.Index).GetSnapshot() is not { } source)
        {
            return ForkResult.Refused($"sweep {Id} has no experiment {request.Source}");
        }

        var plan = ForkPlan.Read(request, source, catalog);
        if (plan.Origin is not { } origin)
        {
            return ForkResult.Refused(plan.Errors);
        }

        // Its own copy, so that the source may let the checkpoint go.
        var copy = await Experiment(row.Index).CopyCheckpoint(origin.Checkpoint.Blob, ExperimentId.Of(Id, state.State.Proposals.Length));
        if (copy.Copy is not { } own)
        {
            return ForkResult.Refused(copy.Error!);
        }

        return state.State.Fork(plan.HyperParameters, plan.Epochs, origin with { Checkpoint = own }, plan.Changed) is { } next
            ? await Add(next, origin)
            : ForkResult.Refused($"sweep {Id} is ending; fork when it has ended");
    }

    private async Task<ForkResult> Add(SweepRecord next, ExperimentOrigin origin)
    {
        var index = state.State.Proposals.Length;
        await Store(next);
        _rows!.Add(NotCreated(index));
        await BeginWatchdog();
        PursueInBackground(all: true);
        var id = ExperimentId.Of(Id, index);
        LogForked(id, origin.ToString());
        return ForkResult.Of(id);
    }
}
