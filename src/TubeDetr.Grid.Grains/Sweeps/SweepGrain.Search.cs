using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.Sweeps.Journal;
using TubeDetr.Grid.Search.Populations;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>Search: what the decisions of <see cref="SweepSearch"/> bring about.</content>
public sealed partial class SweepGrain
{
    private IEnumerable<ExperimentSnapshot> Searched => _rows!.All.Where(row => _journal.Proposed[row.Index].IsSearched);

    /// <summary>More proposals are to come, now or when the sweep is resumed.</summary>
    private bool HasMore => _search.Learns && !state.State.IsEnding && _journal.Sampled < state.State.Planned;

    /// <summary>One more may train. Who has to wait is looked at again when another one ends or waits.</summary>
    private bool HasRoom => _rows!.Active < (state.State.MaxConcurrent ?? int.MaxValue);

    private async Task Search()
    {
        if (_search.IsPopulation)
        {
            await Compare();
        }
        else if (_search.Prunes)
        {
            await Judge();
        }

        await Propose();
    }

    private async Task Judge()
    {
        var planned = state.State.IsEnding ? 0 : state.State.Planned;
        foreach (var ruling in _search.Judge(Searched, planned).OrderByDescending(ruling => ruling.Grant))
        {
            var row = _rows!.All[ruling.Index];
            if (ruling.Verdict == Grid.Search.Pruners.Verdict.Prune)
            {
                await AskAndLook(row, experiment => experiment.Prune(ruling.Reason));
            }
            else if (ruling.Grant > row.Granted && (HasRoom || !row.WaitsForGrant))
            {
                await AskAndLook(row, experiment => experiment.Grant(ruling.Grant < row.Epochs ? ruling.Grant : null, ruling.Reason));
            }
        }
    }

    private async Task Compare()
    {
        await CarryOut(_journal.LastRound);
        var members = Searched.Where(row => row.Granted is not null && !ExperimentLifecycle.IsTerminal(row.State)).ToList();
        if (members.Count > 0 && members.TrueForAll(row => row.WaitsForGrant))
        {
            var epoch = members.Min(row => row.Granted!.Value);
            await Append(async () => [new JournalEntry { Round = new PopulationRound(epoch, [.. await Exchanges(members, epoch)]) }]);
            await CarryOut(_journal.LastRound);
            await Start(_rows!.Unfinished);
        }
    }

    /// <summary>Where a checkpoint cannot be copied, nobody is replaced.</summary>
    private async Task<List<PopulationExchange>> Exchanges(IEnumerable<ExperimentSnapshot> members, int epoch)
    {
        var exchanges = new List<PopulationExchange>();
        foreach (var exchange in _search.Exchange(members, epoch))
        {
            var source = _rows!.All[exchange.Source.Index];
            var id = ExperimentId.Of(Id, _journal.Proposed.Count + exchanges.Count);
            var (origin, error) = await CopyFor(id, new ExperimentOrigin(source.Id, source.Checkpoints[^1]));
            if (origin is null)
            {
                LogNotReplaced(exchange.Ended.Experiment, error!);
                continue;
            }

            exchanges.Add(new PopulationExchange(exchange.Ended.Index, exchange.Reason, Proposed(exchange.HyperParameters) with { Origin = origin, Replaces = exchange.Ended.Index }));
        }

        return exchanges;
    }

    /// <summary>Whoever waits for a comparison that was made ends or goes on to the next one.</summary>
    private async Task CarryOut(PopulationRound? round)
    {
        foreach (var row in Searched.Where(row => row.WaitsForGrant && row.Granted <= round?.Epoch).ToList())
        {
            var next = _search.Milestone(round!.Epoch, row.Epochs);
            if (round.Exchanges.FirstOrDefault(exchange => exchange.Ended == row.Index) is { } exchange)
            {
                await AskAndLook(row, experiment => experiment.Prune(exchange.Reason));
            }
            else if (HasRoom)
            {
                await AskAndLook(row, experiment => experiment.Grant(next < row.Epochs ? next : null, $"stays in the population at epoch {round.Epoch}"));
            }
        }
    }

    /// <summary>The row is wanted at once: what follows must not rest on an old one.</summary>
    private async Task AskAndLook(ExperimentSnapshot row, Func<IExperimentGrain, Task> ask)
    {
        await ask(Experiment(row.Index));
        _rows!.Put(await Experiment(row.Index).GetSnapshot() ?? row);
        _version++;
    }

    /// <summary>What is known is noted first, then what follows from it, in one write, so no restart changes a proposal.</summary>
    private async Task Propose()
    {
        var room = HasMore && !state.State.BeginsNothing ? await Parallelism() - _rows!.Active - _rows.Held : 0;
        for (; room > 0 && HasMore; room--)
        {
            try
            {
                await Append(() =>
                {
                    var known = _journal.News(Searched.Select(row => Known.Observation(row, _search.Objectives))).ToList();
                    known.ForEach(_journal.Apply);
                    return [.. known, new JournalEntry { Proposed = Proposed(_search.Propose(_journal.Proposed.Count, _journal)) }];
                });
            }
            catch (InvalidOperationException e)
            {
                await Change(record => record.Ask(SweepRequest.Stop, e.Message));
                return;
            }

            await Start([_rows!.All[^1]]);
        }
    }

    /// <summary>How many may train at a time: as the sweep says, else as many as there are slots.</summary>
    private async Task<int> Parallelism()
    {
        if (state.State.MaxConcurrent is { } most)
        {
            return most;
        }

        var pool = await GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool).GetSnapshot();
        return Math.Max(1, pool.Slots.Count(slot => !slot.Leaving));
    }
}
