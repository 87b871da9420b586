using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;

namespace TubeDetr.Grid.Grains.Sweeps.Samplers;

/// <summary>The hyper-parameters of a sweep's experiments, in order.</summary>
public static class Proposal
{
    /// <summary>More experiments than this are a mistake.</summary>
    public const int Limit = 10_000;

    /// <summary>How many experiments the sweep has, before <see cref="Limit"/>.</summary>
    public static double Count(SweepDefinition sweep) =>
        sweep.Method == SweepMethod.Random ? sweep.RunCap ?? 0 : Math.Min(GridSampler.Count(sweep.Parameters), sweep.RunCap ?? double.PositiveInfinity);

    /// <summary>One set per experiment. A pure function of the definition.</summary>
    public static ImmutableArray<HyperParameterSet> All(SweepDefinition sweep) =>
        [.. Enumerable.Range(0, (int)Count(sweep)).Select(index => Follow(sweep, At(sweep, index)))];

    private static HyperParameterSet At(SweepDefinition sweep, int index) =>
        sweep.Method == SweepMethod.Grid ? GridSampler.Cell(sweep.Parameters, index) : RandomSampler.Draw(sweep.Parameters, sweep.Seed, index);

    private static HyperParameterSet Follow(SweepDefinition sweep, HyperParameterSet set) => sweep.Parameters.Aggregate(
        set,
        (all, parameter) => parameter.Domain is not SearchDomain.SameAs same ? all
            : Retyped(same.Definition, all.Values[same.Name]) is var value ? all.With(parameter.Name, value) : all);

    /// <summary>The other's value, as this one's type: a learning rate of 0 is a number, not an integer.</summary>
    private static HyperParameterValue Retyped(HyperParameterDefinition definition, HyperParameterValue value) => HyperParameterText.Read(definition, value.Text).Value;
}
