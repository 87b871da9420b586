using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Journal;
using TubeDetr.Grid.Grains.Sweeps.Yaml;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>
/// Turns a search space into experiments and keeps a row of each. Everything it has to bring about (experiments created, admitted, cancelled, the end noted) is done
/// by <see cref="Pursue"/>, which compares what is with what should be, so it can be interrupted anywhere and called again.
/// </summary>
public sealed partial class SweepGrain(
    [PersistentState("sweep", GridStorage.Name)] IPersistentState<SweepRecord> state,
    [FromKeyedServices(GridStorage.Name)] IGrainStorage storage,
    IHyperParameterCatalog catalog,
    TimeProvider time,
    ILogger<SweepGrain> log) : Grain, ISweepGrain, IRemindable, IDisposable
{
    private const string Watchdog = "watchdog";
    private const int AtATime = 50;
    private readonly SemaphoreSlim _writing = new(1);
    private JournalStore _store = null!;
    private SweepJournal _journal = new(HyperParameterSet.Empty, []);
    private SweepSearch _search = SweepSearch.None;
    private SweepRows? _rows;
    private long _version;
    private Task _pursuit = Task.CompletedTask;
    private bool _again;
    private bool _all;

    private SweepId Id => new(this.GetPrimaryKeyString());

    private bool Exists => state.State.Yaml.Length > 0;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _version = time.GetUtcNow().UtcTicks;
        _store = new JournalStore(storage, this.GetGrainId());
        if (!Exists)
        {
            return;
        }

        await LoadJournal();
        if (state.State.Final is null)
        {
            await LoadRows();
            WatchTheClock();
            PursueInBackground(all: true);
        }
    }

    public void Dispose() => _writing.Dispose();

    public async Task<SubmitResult> Submit(string yaml)
    {
        if (Exists)
        {
            if (!string.Equals(yaml, state.State.Yaml, StringComparison.Ordinal))
            {
                return SubmitResult.Refused([new SweepError(null, $"there is a sweep {Id} already; submit under another id")]);
            }

            await Introduce();
            return SubmitResult.Of(Snapshot());
        }

        var reading = SweepYaml.Read(yaml, catalog);
        if (reading.Definition is not { } definition)
        {
            return SubmitResult.Refused(reading.Errors);
        }

        await Begin(yaml, definition, reading.Proposals);
        _rows = new SweepRows(Enumerable.Range(0, _journal.Proposed.Count).Select(FirstRow));
        WatchTheClock();
        LogSubmitted(Id, state.State.Name, reading.Proposals.Length);
        await Introduce();
        return SubmitResult.Of(Snapshot());
    }

    /// <summary>Makes the stored sweep known and begins it. Who did not get this far the first time gets there by submitting the same again.</summary>
    private async Task Introduce()
    {
        await GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key).Add(Id);
        if (state.State.Final is null)
        {
            await BeginWatchdog();
            PursueInBackground(all: true);
        }
    }

    public Task<SweepSnapshot?> GetSnapshot() => Task.FromResult(Exists && (_rows is not null || state.State.Final is not null) ? Snapshot() : null);

    public async Task<ImmutableArray<ExperimentSnapshot>> ListExperiments()
    {
        if (!Exists)
        {
            return [];
        }

        if (_rows is null)
        {
            await LoadRows();
        }

        return [.. _rows!.All];
    }

    public async Task<ImmutableArray<ExperimentSnapshot>> ListChanged(ImmutableArray<long> versions) =>
        [.. (await ListExperiments()).Where((row, index) => index >= versions.Length || row.Version != versions[index])];

    public Task Update(ExperimentSnapshot experiment)
    {
        var known = _rows?.CurveLength(experiment.Index) ?? 0;
        if (_rows?.Put(experiment) is true)
        {
            _version++;
            if (ExperimentLifecycle.IsTerminal(experiment.State) || experiment.State == ExperimentState.Paused || (experiment.Curve.Length > known && (_search.Prunes || _search.IsPopulation || _search.Learns)))
            {
                PursueInBackground(all: false);
            }
        }

        return Task.CompletedTask;
    }

    public Task<ExperimentSpec?> SpecOf(ExperimentId experiment) => Task.FromResult(experiment.Index is >= 0 and var index && index < _journal.Proposed.Count && experiment == ExperimentId.Of(Id, index) ? Spec(index) : null);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!Exists || state.State.Final is not null)
        {
            await EndWatchdog();
            return;
        }

        await LoadRows();
        PursueInBackground(all: true);
    }

    private SweepSnapshot Snapshot() => state.State.Final ?? _rows!.ToSnapshot(Id, state.State, _version, ended: null);

    private ExperimentSpec Spec(int index)
    {
        var proposed = _journal.Proposed[index];
        return new()
        {
            Sweep = Id,
            Index = index,
            HyperParameters = _journal.HyperParametersOf(index),
            Objective = state.State.Objective,
            Epochs = proposed.Epochs,
            MaxAttempts = state.State.MaxAttempts,
            Held = (index >= (state.State.MaxConcurrent ?? int.MaxValue) && !_search.Learns) || state.State.BeginsNothing,
            Origin = proposed.Origin,
            Priority = state.State.Priority,
            Checkpoints = state.State.Checkpoints,
            Requires = state.State.Requires,
            FailureRules = state.State.FailureRules,
            Granted = proposed.IsSearched ? _search.FirstGrant(index, proposed.Epochs, proposed.Origin) : null,
        };
    }

    private IExperimentGrain Experiment(int index) => GrainFactory.GetGrain<IExperimentGrain>(ExperimentId.Of(Id, index).Value);

    /// <summary>Asks every experiment; one to which nothing has happened has the row that follows from its proposal.</summary>
    private async Task LoadRows()
    {
        var rows = new ExperimentSnapshot[_journal.Proposed.Count];
        foreach (var chunk in Enumerable.Range(0, rows.Length).Chunk(AtATime))
        {
            await Task.WhenAll(chunk.Select(async index =>
                rows[index] = await Experiment(index).Recall() ?? FirstRow(index)));
        }

        var loaded = new SweepRows(rows);
        foreach (var newer in _rows?.All ?? [])
        {
            loaded.Put(newer);
        }

        _rows = loaded;
        _version++;
    }

    private ExperimentSnapshot FirstRow(int index) => ExperimentRecord.Create(Spec(index), state.State.Created).ToSnapshot()!;

    /// <summary>One write at a time: requests and the pursuit interleave. False, and nothing stored, where the change makes no sense.</summary>
    private async Task<bool> Change(Func<SweepRecord, SweepRecord?> change)
    {
        await _writing.WaitAsync();
        var before = state.State;
        try
        {
            if (change(before) is not { } next)
            {
                return false;
            }

            state.State = next;
            await state.WriteStateAsync();
            _version++;
            return true;
        }
        catch
        {
            state.State = before;
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }
}
