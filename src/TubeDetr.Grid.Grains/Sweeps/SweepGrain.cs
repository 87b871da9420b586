using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Yaml;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>
/// Turns a search space into experiments and keeps a row of each. Everything it has to bring about (experiments created, admitted, cancelled, the end noted) is done
/// by <see cref="Pursue"/>, which compares what is with what should be, so it can be interrupted anywhere and called again.
/// </summary>
public sealed partial class SweepGrain(
    [PersistentState("sweep", GridStorage.Name)] IPersistentState<SweepRecord> state,
    IHyperParameterCatalog catalog,
    TimeProvider time,
    ILogger<SweepGrain> log) : Grain, ISweepGrain, IRemindable
{
    private const string Watchdog = "watchdog";
    private const int AtATime = 50;
    private SweepRows? _rows;
    private long _version;
    private Task _pursuit = Task.CompletedTask;
    private bool _again;
    private bool _all;

    private SweepId Id => new(this.GetPrimaryKeyString());

    private bool Exists => !state.State.Proposals.IsEmpty;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _version = time.GetUtcNow().UtcTicks;
        if (Exists && state.State.Final is null)
        {
            await LoadRows();
            PursueInBackground(all: true);
        }
    }

    public async Task<SubmitResult> Submit(string yaml)
    {
        if (Exists)
        {
            return string.Equals(yaml, state.State.Yaml, StringComparison.Ordinal)
                ? SubmitResult.Of(Snapshot())
                : SubmitResult.Refused([new SweepError(null, $"there is a sweep {Id} already; submit under another id")]);
        }

        var reading = SweepYaml.Read(yaml, catalog);
        if (reading.Definition is not { } definition)
        {
            return SubmitResult.Refused(reading.Errors);
        }

        await Store(ToRecord(yaml, definition, reading.Proposals));
        await LoadRows();
        await BeginWatchdog();
        await GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key).Add(Id);
        LogSubmitted(Id, state.State.Name, reading.Proposals.Length);
        PursueInBackground(all: true);
        return SubmitResult.Of(Snapshot());
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

        return _rows!.All;
    }

    public Task Update(ExperimentSnapshot experiment)
    {
        if (_rows?.Put(experiment) is true)
        {
            _version++;
            if (ExperimentLifecycle.IsTerminal(experiment.State) || experiment.State == ExperimentState.Paused)
            {
                PursueInBackground(all: false);
            }
        }

        return Task.CompletedTask;
    }

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

    private SweepRecord ToRecord(string yaml, SweepDefinition definition, ImmutableArray<HyperParameterSet> proposals)
    {
        var epochs = catalog.Definitions.FirstOrDefault(known => known.Name is "epochs")?.Default.Number ?? 1;
        return new SweepRecord
        {
            Yaml = yaml,
            Name = definition.Name,
            Method = definition.Method == SweepMethod.Grid ? "grid" : "random",
            Objective = definition.Objective,
            MaxConcurrent = definition.MaxConcurrent,
            MaxAttempts = definition.MaxAttempts,
            Priority = definition.Priority,
            Checkpoints = definition.Checkpoints,
            Proposals = proposals,
            Epochs = [.. proposals.Select(set => (int)(set.Values.TryGetValue("epochs", out var chosen) ? chosen.Number : epochs))],
            // What only follows another hyper-parameter tells nothing of its own.
            Differing =
            [
                .. definition.Space.Parameters
                    .Where(parameter => parameter.Domain is not SearchDomain.SameAs)
                    .Select(parameter => parameter.Name)
                    .Where(name => proposals.Select(set => set.Values[name]).Distinct().Count() > 1),
            ],
            Created = time.GetUtcNow(),
        };
    }

    private ExperimentSpec Spec(int index) => new()
    {
        Sweep = Id,
        Index = index,
        HyperParameters = state.State.Proposals[index],
        Objective = state.State.Objective,
        Epochs = state.State.Epochs[index],
        MaxAttempts = state.State.MaxAttempts,
        Held = index >= (state.State.MaxConcurrent ?? int.MaxValue) || state.State.BeginsNothing,
        Origin = state.State.Origins.GetValueOrDefault(index),
        Priority = state.State.Priority,
        Checkpoints = state.State.Checkpoints,
    };

    private IExperimentGrain Experiment(int index) => GrainFactory.GetGrain<IExperimentGrain>(ExperimentId.Of(Id, index).Value);

    /// <summary>Asks every experiment; one that is not created yet has the row that it will have.</summary>
    private async Task LoadRows()
    {
        var rows = new ExperimentSnapshot[state.State.Proposals.Length];
        foreach (var chunk in Enumerable.Range(0, rows.Length).Chunk(AtATime))
        {
            await Task.WhenAll(chunk.Select(async index =>
                rows[index] = await Experiment(index).GetSnapshot() ?? NotCreated(index)));
        }

        var loaded = new SweepRows(rows);
        foreach (var newer in _rows?.All ?? [])
        {
            loaded.Put(newer);
        }

        _rows = loaded;
        _version++;
    }

    private ExperimentSnapshot NotCreated(int index) => (ExperimentRecord.Create(Spec(index), state.State.Created) with { Version = -1 }).ToSnapshot()!;

    private async Task Store(SweepRecord next)
    {
        var before = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            throw;
        }

        _version++;
    }
}
