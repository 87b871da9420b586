using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// A parameter that can vary, as a coordinate: a number stands at its place in the unit interval, a category at its number. What an experiment does not have is not a
/// number.
/// </summary>
public sealed class Axis
{
    private readonly NumberDistribution? _distribution;
    private readonly ImmutableDictionary<HyperParameterValue, int> _places;

    private Axis(SearchParameter parameter)
    {
        Parameter = parameter;
        _distribution = (parameter.Domain as SearchDomain.Drawn)?.Distribution;
        var values = (parameter.Domain as SearchDomain.Choice)?.Values ?? [];
        Weights = (parameter.Domain as SearchDomain.Choice)?.Weights ?? [];
        _places = values.Select((value, place) => (value, place)).ToImmutableDictionary(pair => pair.value, pair => pair.place);
    }

    public SearchParameter Parameter { get; }

    /// <summary>Of a choice: how probable each value is; empty for numbers.</summary>
    public ImmutableArray<double> Weights { get; }

    public bool IsChoice => _distribution is null;

    /// <summary>How many values there are; null: no end of them.</summary>
    public long? Count => Parameter.Domain.Count;

    /// <summary>Those of a space: constants and what follows another parameter are none.</summary>
    public static ImmutableArray<Axis> Of(SearchSpace space) =>
        [.. space.Order.Where(parameter => parameter.Domain is not SearchDomain.SameAs && parameter.Domain.Count != 1).Select(parameter => new Axis(parameter))];

    /// <summary>Where an experiment stands; not a number where it does not have this parameter.</summary>
    public double Locate(HyperParameterSet set) => !set.Values.TryGetValue(Parameter.Name, out var value) ? double.NaN
        : _distribution is { } distribution ? distribution.UnitOf(value.Number)
        : _places.TryGetValue(value, out var place) ? place : double.NaN;

    /// <summary>A point of the unit interval that stands for a category.</summary>
    public double UnitOf(int place) => Weights.Take(place).Sum() + (0.5 * Weights[place]);
}
