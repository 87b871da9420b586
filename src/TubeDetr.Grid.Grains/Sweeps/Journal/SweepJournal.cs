using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;

namespace TubeDetr.Grid.Grains.Sweeps.Journal;

/// <summary>
/// Everything that was proposed in a sweep and what was known when: a fold of the journal's entries, the same live and after a restart. Proposals follow from it alone.
/// </summary>
public sealed class SweepJournal
{
    private readonly HyperParameterSet _constants;
    private readonly List<ProposedExperiment> _proposed = [];
    private readonly Dictionary<int, Observation> _observed = [];

    /// <param name="constants">What all proposals share.</param>
    public SweepJournal(HyperParameterSet constants, IEnumerable<JournalEntry> entries)
    {
        _constants = constants;
        foreach (var entry in entries)
        {
            Apply(entry);
        }
    }

    /// <summary>In their order: an experiment's place is its index.</summary>
    public IReadOnlyList<ProposedExperiment> Proposed => _proposed;

    /// <summary>How many experiments the sampler has proposed.</summary>
    public int Sampled => _proposed.Count(proposed => proposed.Origin is null);

    /// <summary>The last comparison of the population; null before the first.</summary>
    public PopulationRound? LastRound { get; private set; }

    /// <summary>What a sampler may know: one for each searched experiment.</summary>
    public IReadOnlyList<Observation> Observations =>
        [.. Enumerable.Range(0, _proposed.Count).Where(index => _proposed[index].IsSearched).Select(ObservationOf)];

    public HyperParameterSet HyperParametersOf(int index) => _constants.With(_proposed[index].HyperParameters);

    /// <summary>A set without what all proposals share, as it is kept.</summary>
    public HyperParameterSet WithoutConstants(HyperParameterSet set) => new(set.Values.RemoveRange(set.Values.Where(_constants.Values.Contains).Select(pair => pair.Key)));

    /// <summary>Entries for what has become known since the last ones.</summary>
    public IEnumerable<JournalEntry> News(IEnumerable<Observation> now) => now
        .Where(observation => observation.Index < _proposed.Count && _proposed[observation.Index].IsSearched && !Same(observation, _observed.GetValueOrDefault(observation.Index)))
        .Select(observation => new JournalEntry { Observed = observation with { HyperParameters = HyperParameterSet.Empty } });

    public void Apply(JournalEntry entry)
    {
        if (entry.Proposed is { } proposed)
        {
            _proposed.Add(proposed);
        }

        if (entry.Observed is { } observed)
        {
            _observed[observed.Index] = observed;
        }

        if (entry.Round is { } round)
        {
            LastRound = round;
            _proposed.AddRange(round.Exchanges.Select(exchange => exchange.Begun));
        }
    }

    private Observation ObservationOf(int index) => _observed.TryGetValue(index, out var known)
        ? known with { HyperParameters = HyperParametersOf(index) }
        : new Observation { Index = index, HyperParameters = HyperParametersOf(index), State = ObservationState.Running };

    private static bool Same(Observation now, Observation? known) => known is null
        ? now is { State: ObservationState.Running, Costs.IsEmpty: true, Curve.IsEmpty: true }
        : now.State == known.State && now.Costs.SequenceEqual(known.Costs) && now.Curve.SequenceEqual(known.Curve);
}
