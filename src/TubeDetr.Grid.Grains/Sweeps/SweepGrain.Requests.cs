using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Sweeps.Journal;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>What people ask.</content>
public sealed partial class SweepGrain
{
    public async Task<bool> Ask(SweepRequest request, string cause)
    {
        if (!Exists || !await Change(record => record.Ask(request, cause)))
        {
            return false;
        }

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

        return await Change(record => record.Fork(plan.Changed))
            ? await Add(plan, origin)
            : ForkResult.Refused($"sweep {Id} is ending; fork when it has ended");
    }

    private async Task<ForkResult> Add(ForkPlan plan, ExperimentOrigin origin)
    {
        var result = ForkResult.Refused();
        await Append(async () =>
        {
            var id = ExperimentId.Of(Id, _journal.Proposed.Count);
            var (own, error) = await CopyFor(id, origin);
            result = own is null ? ForkResult.Refused(error!) : ForkResult.Of(id);
            return own is null ? [] : [new JournalEntry { Proposed = new() { HyperParameters = _journal.WithoutConstants(plan.HyperParameters), Epochs = plan.Epochs, Origin = own } }];
        });
        await BeginWatchdog();
        PursueInBackground(all: true);
        if (result.Accepted)
        {
            LogForked(result.Experiment.Value, origin.ToString());
        }

        return result;
    }

    /// <summary>The origin with a checkpoint of its own, so that the source may let its one go; or the sentence that says why not.</summary>
    private async Task<(ExperimentOrigin? Own, string? Error)> CopyFor(ExperimentId id, ExperimentOrigin origin)
    {
        var copy = await GrainFactory.GetGrain<IExperimentGrain>(origin.Source.Value).CopyCheckpoint(origin.Checkpoint.Blob, id);
        return copy.Copy is { } own ? (origin with { Checkpoint = own }, null) : (null, copy.Error);
    }
}
