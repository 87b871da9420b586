using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;

namespace TubeDetr.Grid.Grains.Sweeps.Samplers;

/// <summary>Every combination once; the last parameter changes fastest.</summary>
public static class GridSampler
{
    /// <summary>Number of combinations; infinite when a parameter has no end of values.</summary>
    public static double Count(ImmutableArray<SearchParameter> parameters) =>
        parameters.Aggregate(1.0, (count, parameter) => count * (Count(parameter.Domain) ?? double.PositiveInfinity));

    /// <summary>The combination at a place of the order.</summary>
    public static HyperParameterSet Cell(ImmutableArray<SearchParameter> parameters, long index)
    {
        var set = HyperParameterSet.Empty;
        foreach (var parameter in parameters.Reverse())
        {
            var count = Count(parameter.Domain) ?? throw new InvalidOperationException($"{parameter.Name} has no end of values.");
            (index, var place) = Math.DivRem(index, count);
            set = Value(parameter.Domain, place) is { } value ? set.With(parameter.Name, value) : set;
        }

        return set;
    }

    private static long? Count(SearchDomain domain) => domain switch
    {
        SearchDomain.Choice choice => choice.Values.Length,
        SearchDomain.Drawn drawn => drawn.Distribution.Count,
        _ => 1,
    };

    private static HyperParameterValue? Value(SearchDomain domain, long place) => domain switch
    {
        SearchDomain.Choice choice => choice.Values[(int)place],
        SearchDomain.Drawn drawn => HyperParameterText.OfNumber(drawn.Definition, drawn.Distribution.Cell(place)).Value,
        _ => null,
    };
}
