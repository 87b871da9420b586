using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Grains.Sweeps.Samplers;

/// <summary>The hyper-parameters of a sweep's experiments, in order.</summary>
public static class Proposal
{
    /// <summary>More experiments than this are a mistake.</summary>
    public const int Limit = 10_000;

    private const int Looked = 100;

    /// <summary>How many experiments the sweep begins with, or will have in all, before <see cref="Limit"/>. Combinations beyond it are not counted.</summary>
    public static double Count(SweepDefinition sweep) => sweep.Method switch
    {
        SweepMethod.Grid => Math.Min(Cells(sweep), sweep.RunCap ?? double.PositiveInfinity),
        SweepMethod.Pbt => sweep.Population,
        _ => sweep.RunCap ?? 0,
    };

    /// <summary>What proposes.</summary>
    public static ISampler SamplerOf(SweepDefinition sweep) => sweep.Method switch
    {
        SweepMethod.Grid => new GridSampler(),
        SweepMethod.Sobol => new SobolSampler(),
        SweepMethod.Tpe => new TpeSampler(),
        _ => new RandomSampler(),
    };

    /// <summary>One set for each experiment that is proposed before any has trained; none for methods that learn. A pure function of the definition.</summary>
    /// <exception cref="InvalidOperationException">Nothing fulfils the constraints.</exception>
    public static ImmutableArray<HyperParameterSet> UpFront(SweepDefinition sweep) => sweep.Method switch
    {
        SweepMethod.Tpe => [],
        SweepMethod.Grid => [.. GridSampler.Cells(sweep.Space).Take((int)Count(sweep))],
        _ => First(sweep, (int)Count(sweep)),
    };

    /// <summary>Some of what may be proposed.</summary>
    /// <exception cref="InvalidOperationException">Nothing fulfils the constraints.</exception>
    public static ImmutableArray<HyperParameterSet> Examples(SweepDefinition sweep) =>
        [.. Enumerable.Range(0, Looked).Select(index => new RandomSampler().Propose(sweep.Space, sweep.Seed, index, []))];

    /// <summary>The first proposals, while nothing is known of any.</summary>
    /// <exception cref="InvalidOperationException">Nothing fulfils the constraints.</exception>
    public static ImmutableArray<HyperParameterSet> First(SweepDefinition sweep, int count)
    {
        var sampler = SamplerOf(sweep);
        var learns = sweep.Method == SweepMethod.Tpe;
        var journal = new List<Observation>();
        for (var index = 0; index < count; index++)
        {
            var set = sampler.Propose(sweep.Space, sweep.Seed, index, learns ? journal : []);
            journal.Add(new Observation { Index = index, HyperParameters = set, State = ObservationState.Running });
        }

        return [.. journal.Select(observation => observation.HyperParameters)];
    }

    private static double Cells(SweepDefinition sweep) =>
        sweep.Space.Constraints.IsEmpty && sweep.Space.Parameters.All(parameter => parameter.When is null)
            ? GridSampler.Product(sweep.Space)
            : GridSampler.Cells(sweep.Space).Take(Limit + 1).Count();
}
