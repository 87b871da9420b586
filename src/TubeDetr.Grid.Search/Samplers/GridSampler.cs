using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// Every combination once; the last parameter changes fastest. A parameter that does not apply does not multiply, and combinations that break a constraint are left out.
/// </summary>
public sealed class GridSampler : ISampler
{
    public long? Count(SearchSpace space) => space.Parameters.Any(parameter => parameter.Domain.Count is null) ? null
        : IsPlain(space) ? (long)Math.Min(long.MaxValue, Product(space))
        : Cells(space).LongCount();

    /// <summary>Number of combinations, conditions and constraints not looked at; infinite when a parameter has no end of values.</summary>
    public static double Product(SearchSpace space) =>
        space.Parameters.Aggregate(1.0, (count, parameter) => count * (parameter.Domain.Count ?? double.PositiveInfinity));

    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public HyperParameterSet Propose(SearchSpace space, long seed, int index, IReadOnlyList<Observation> journal) =>
        IsPlain(space) ? Cell(space, index) : Cells(space).ElementAt(index);

    /// <summary>All combinations in order, made as they are asked for.</summary>
    public static IEnumerable<HyperParameterSet> Cells(SearchSpace space) => Below(space, 0, HyperParameterSet.Empty);

    private static bool IsPlain(SearchSpace space) => space.Constraints.IsEmpty && space.Parameters.All(parameter => parameter.When is null);

    /// <summary>A constraint is looked at as soon as it can be told: what is broken at a branch is broken at every leaf.</summary>
    private static IEnumerable<HyperParameterSet> Below(SearchSpace space, int depth, HyperParameterSet before)
    {
        if (!space.Allows(before))
        {
            return [];
        }

        return depth == space.Order.Length ? [before]
            : Branches(space.Order[depth], before).SelectMany(branch => Below(space, depth + 1, branch));
    }

    private static IEnumerable<HyperParameterSet> Branches(SearchParameter parameter, HyperParameterSet before)
    {
        var count = SearchSpace.Applies(parameter, before) ? Cells(parameter) : 0;
        if (count == 0)
        {
            yield return before;
        }

        for (var place = 0L; place < count; place++)
        {
            yield return parameter.Domain.Cell(place, before) is { } value ? before.With(parameter.Name, value) : before;
        }
    }

    private static HyperParameterSet Cell(SearchSpace space, long index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Product(space));
        var places = new long[space.Order.Length];
        for (var depth = places.Length - 1; depth >= 0; depth--)
        {
            (index, places[depth]) = Math.DivRem(index, Cells(space.Order[depth]));
        }

        var set = HyperParameterSet.Empty;
        for (var depth = 0; depth < places.Length; depth++)
        {
            set = space.Order[depth].Domain.Cell(places[depth], set) is { } value ? set.With(space.Order[depth].Name, value) : set;
        }

        return set;
    }

    private static long Cells(SearchParameter parameter) => parameter.Domain.Count ?? throw new InvalidOperationException($"{parameter.Name} has no end of values.");
}
