using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Importance;

/// <summary>
/// A hyper-parameter as the forest sees it. Numbers stand at a place of [0, 1] that the search draws evenly, so that logarithms, steps and probabilities are in it
/// already; words are numbered.
/// </summary>
internal sealed class Knob
{
    /// <summary>How finely the effect of a number is looked at.</summary>
    private const int Resolution = 32;

    private const int MostWords = 64;
    private readonly SearchDomain _domain;

    /// <summary>Of the listed values, in the order of the parts; empty for a distribution.</summary>
    private readonly HyperParameterValue[] _values = [];

    private readonly double[] _coordinates = [];

    public Knob(SearchParameter parameter)
    {
        (Name, _domain) = (parameter.Name, parameter.Domain);
        if (parameter.Domain is not SearchDomain.Choice choice)
        {
            Weights = [.. Enumerable.Repeat(1.0 / Resolution, Resolution)];
            return;
        }

        IsCategory = choice.Values.Length <= MostWords && !choice.Values.All(value => value.IsNumeric);
        var parts = choice.Values.Zip(choice.Weights).OrderBy(part => IsCategory ? 0 : part.First.Number).ToArray();
        (_values, Weights) = ([.. parts.Select(part => part.First)], [.. parts.Select(part => part.Second)]);
        _coordinates = [.. Weights.Select((weight, place) => IsCategory ? place : Weights.Take(place).Sum() + (weight / 2))];
    }

    public string Name { get; }

    /// <summary>Words without an order: the coordinate is the number of the word.</summary>
    public bool IsCategory { get; }

    /// <summary>Probability of each of its parts, together 1: of the listed values, or of equal pieces of [0, 1].</summary>
    public double[] Weights { get; }

    /// <summary>True for what a sweep varies and does not merely copy.</summary>
    public static bool Varies(SearchParameter parameter) => parameter.Domain switch
    {
        SearchDomain.Choice choice => choice.Values.Length > 1,
        SearchDomain.Drawn => true,
        _ => false,
    };

    /// <summary>Where a value stands; null for one that the search cannot draw, or that is not there.</summary>
    public double? Coordinate(HyperParameterSet set)
    {
        if (!set.Values.TryGetValue(Name, out var value))
        {
            return null;
        }

        if (_domain is SearchDomain.Drawn drawn)
        {
            return value.IsNumeric ? drawn.Distribution.UnitOf(value.Number) : null;
        }

        var place = Array.FindIndex(_values, known => string.Equals(known.Text, value.Text, StringComparison.Ordinal));
        return place < 0 ? null : _coordinates[place];
    }

    /// <summary>A coordinate drawn as the search draws, from a number in [0, 1).</summary>
    public double Draw(double unit)
    {
        var part = 0;
        while (part < _values.Length - 1 && unit >= Weights[part])
        {
            unit -= Weights[part++];
        }

        return _values.Length == 0 ? unit : _coordinates[part];
    }

    /// <summary>How much of a part lies between two coordinates, from 0 to 1.</summary>
    public double Cover(int part, double low, double high) => _values.Length == 0
        ? Math.Clamp((high * Resolution) - part, 0, 1) - Math.Clamp((low * Resolution) - part, 0, 1)
        : _coordinates[part] >= low && _coordinates[part] < high ? 1 : 0;
}
