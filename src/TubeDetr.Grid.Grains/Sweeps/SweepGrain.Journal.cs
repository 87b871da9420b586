using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Journal;
using TubeDetr.Grid.Grains.Sweeps.Yaml;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>What was proposed, and how it is kept.</content>
public sealed partial class SweepGrain
{
    private async Task Begin(string yaml, SweepDefinition definition, ImmutableArray<HyperParameterSet> proposals)
    {
        var record = SweepRecord.Of(yaml, definition, proposals, time.GetUtcNow());
        var journal = new SweepJournal(record.Constants, []);
        await _store.Clear();
        _journal = journal;
        await Append(() => [.. proposals.Select(set => new JournalEntry { Proposed = Proposed(set) })]);
        await Change(_ => record);
        _search = new SweepSearch(definition);
    }

    private async Task LoadJournal()
    {
        _journal = new SweepJournal(state.State.Constants, await _store.Read());
        await MoveToJournal(state.State);
        if (SweepYaml.ReadDefinition(state.State.Yaml, catalog) is { } definition)
        {
            _search = new SweepSearch(definition);
        }
        else if (state.State.Planned > _journal.Sampled)
        {
            await Change(record => record.Ask(Contracts.Sweeps.SweepRequest.Stop, "this version cannot read its YAML any more, so nothing new is proposed"));
        }
    }

    /// <summary>Sweeps that are older than the journal have their proposals in the record.</summary>
    private async Task MoveToJournal(SweepRecord old)
    {
        if (old.Proposals.IsEmpty)
        {
            return;
        }

        if (_journal.Proposed.Count == 0)
        {
            await Append(() => [.. old.Proposals.Select((set, i) => new JournalEntry { Proposed = new() { HyperParameters = set, Epochs = old.Epochs[i], Origin = old.Origins.GetValueOrDefault(i) } })]);
        }

        await Change(record => record with { Proposals = [], Epochs = [], Origins = ImmutableDictionary<int, ExperimentOrigin>.Empty });
    }

    /// <summary>Stored before anything follows from it. The entries are made when it is their turn, so that indices are right.</summary>
    private Task Append(Func<IReadOnlyList<JournalEntry>> make) => Append(() => Task.FromResult(make()));

    private async Task Append(Func<Task<IReadOnlyList<JournalEntry>>> make)
    {
        await _writing.WaitAsync();
        try
        {
            var entries = await make();
            await _store.Append(entries);
            foreach (var entry in entries)
            {
                _journal.Apply(entry);
            }

            while (_rows?.Count < _journal.Proposed.Count)
            {
                _rows.Add(FirstRow(_rows.Count));
                _version++;
            }
        }
        catch
        {
            // What is in memory may be ahead of what is stored: it is read anew.
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    private ProposedExperiment Proposed(HyperParameterSet set) => new() { HyperParameters = _journal.WithoutConstants(set), Epochs = catalog.EpochsOf(set) };
}
