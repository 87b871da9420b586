using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Sweeps.Journal;
using TubeDetr.Grid.Grains.Sweeps.Samplers;
using TubeDetr.Grid.Search.Populations;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>How a sweep goes on: what is proposed next, who may train how far, who takes whose place. Pure; made anew from the YAML whenever the sweep wakes up.</summary>
public sealed class SweepSearch
{
    private readonly SweepDefinition _sweep;
    private readonly ISampler _sampler;
    private readonly IPruner _pruner;
    private readonly Population _population;

    public SweepSearch(SweepDefinition sweep)
    {
        _sweep = sweep;
        _sampler = Proposal.SamplerOf(sweep);
        _pruner = Pruner.Of(sweep.Pruner, sweep.Objective);
        _population = new Population(sweep.Space, sweep.Objective, sweep.Seed);
        Objectives = [sweep.Objective, .. sweep.OtherObjectives];
    }

    /// <summary>Lets everything train to its end and proposes nothing.</summary>
    public static SweepSearch None { get; } = new(new SweepDefinition { Name = "", Method = SweepMethod.Grid, Objective = new Objective("viou", Maximize: true), Space = SearchSpace.Empty });

    public SearchSpace Space => _sweep.Space;

    public ImmutableArray<Objective> Objectives { get; }

    /// <summary>Proposals wait for what is known, instead of being made up front.</summary>
    public bool Learns => _sweep.Method == SweepMethod.Tpe;

    /// <summary>A pruner has a word about every experiment.</summary>
    public bool Prunes => _pruner is not NoPruner;

    /// <summary>Experiments are compared and replaced.</summary>
    public bool IsPopulation => _sweep.Method == SweepMethod.Pbt;

    /// <summary>Epochs that a new experiment may train before there is a word about it; null: all.</summary>
    public int? FirstGrant(int index, int epochs, ExperimentOrigin? origin)
    {
        var grant = IsPopulation ? Milestone(origin?.Checkpoint.Epoch ?? 0, epochs) : _pruner.FirstGrant(index, epochs);
        return grant < epochs ? grant : null;
    }

    /// <summary>Of a population: epochs at which the next comparison is; all where there is none.</summary>
    public int Milestone(int after, int epochs) => Math.Min(epochs, ((after / _sweep.Interval) + 1) * _sweep.Interval);

    /// <exception cref="InvalidOperationException">There is nothing more to propose.</exception>
    public HyperParameterSet Propose(int index, SweepJournal journal) => _sampler.Propose(_sweep.Space, _sweep.Seed, index, journal.Observations);

    /// <summary>One ruling for each searched experiment that has not ended.</summary>
    /// <param name="planned">How many experiments there will be in all.</param>
    public ImmutableArray<Ruling> Judge(IEnumerable<ExperimentSnapshot> searched, int planned) => _pruner.Judge([.. searched.Select(Known.Curve)], planned);

    /// <summary>Who takes whose place, with what, among those that have come to a comparison.</summary>
    public ImmutableArray<Exchange> Exchange(IEnumerable<ExperimentSnapshot> members, int epoch) =>
        _population.Exchange([.. members.Select(row => new Member(row.Id, row.Index, row.HyperParameters, row.Curve.IsEmpty ? double.NaN : row.Curve[^1].Value))], epoch);
}
