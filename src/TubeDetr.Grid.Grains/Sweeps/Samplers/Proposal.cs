using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Grains.Sweeps.Samplers;

/// <summary>The hyper-parameters of a sweep's experiments, in order.</summary>
public static class Proposal
{
    /// <summary>More experiments than this are a mistake.</summary>
    public const int Limit = 10_000;

    /// <summary>How many experiments the sweep has, before <see cref="Limit"/>.</summary>
    public static double Count(SweepDefinition sweep) =>
        sweep.Method == SweepMethod.Random ? sweep.RunCap ?? 0 : Math.Min(GridSampler.Product(sweep.Space), sweep.RunCap ?? double.PositiveInfinity);

    /// <summary>One set per experiment. A pure function of the definition.</summary>
    public static ImmutableArray<HyperParameterSet> All(SweepDefinition sweep)
    {
        ISampler sampler = sweep.Method == SweepMethod.Grid ? new GridSampler() : new RandomSampler();
        return [.. Enumerable.Range(0, (int)Count(sweep)).Select(index => sampler.Propose(sweep.Space, sweep.Seed, index, []))];
    }
}
