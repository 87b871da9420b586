using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Search.Space;

/// <summary>What a sweep searches: hyper-parameters, each with what it may be and when it applies, and what has to hold between them.</summary>
public sealed class SearchSpace
{
    public SearchSpace(ImmutableArray<SearchParameter> parameters, ImmutableArray<SearchConstraint> constraints)
    {
        (Parameters, Constraints) = (parameters, constraints);
        var left = parameters.ToList();
        var order = ImmutableArray.CreateBuilder<SearchParameter>(parameters.Length);
        while (left.FirstOrDefault(next => next.Needs.All(need => order.Any(known => IsNamed(known, need)))) is { } next)
        {
            order.Add(next);
            left.Remove(next);
        }

        Order = order.DrainToImmutable();
        Faults = [.. left.SelectMany(Unreachable), .. constraints.SelectMany(Unknown)];
    }

    public SearchSpace(ImmutableArray<SearchParameter> parameters)
        : this(parameters, [])
    {
    }

    public static SearchSpace Empty { get; } = new([]);

    /// <summary>In the order in which they were written.</summary>
    public ImmutableArray<SearchParameter> Parameters { get; }

    public ImmutableArray<SearchConstraint> Constraints { get; }

    /// <summary>The same parameters, each after those that it depends on, else as written.</summary>
    public ImmutableArray<SearchParameter> Order { get; }

    /// <summary>Conditions and constraints that name what is not there, and conditions in a circle. A space with faults proposes nothing sensible.</summary>
    public ImmutableArray<SweepError> Faults { get; }

    /// <summary>The hyper-parameters at a point of the unit cube; constraints are not looked at.</summary>
    /// <param name="unit">The parameter's coordinate in [0, 1); asked only for those that apply.</param>
    public HyperParameterSet At(Func<SearchParameter, double> unit)
    {
        var set = HyperParameterSet.Empty;
        foreach (var parameter in Order)
        {
            if (Applies(parameter, set) && parameter.Domain.At(unit(parameter), set) is { } value)
            {
                set = set.With(parameter.Name, value);
            }
        }

        return set;
    }

    /// <summary>Whether an experiment has this parameter, given those that it depends on.</summary>
    public static bool Applies(SearchParameter parameter, HyperParameterSet before) => parameter.When?.Holds(before) ?? parameter.When is null;

    /// <summary>Whether every constraint holds, or cannot be told because an experiment does not have what it speaks of.</summary>
    public bool Allows(HyperParameterSet set) => Constraints.All(constraint => constraint.Condition.Holds(set) != false);

    private IEnumerable<SweepError> Unreachable(SearchParameter parameter)
    {
        var unknown = parameter.Needs.Where(need => !IsThere(need)).Distinct(StringComparer.Ordinal).ToList();
        return unknown.Count > 0
            ? unknown.Select(name => new SweepError(parameter.Line, $"{parameter.Name}: depends on {name}, which this sweep has no values for"))
            : [new SweepError(parameter.Line, $"{parameter.Name}: depends on itself, by way of {string.Join(", ", parameter.Needs.Distinct(StringComparer.Ordinal))}")];
    }

    private IEnumerable<SweepError> Unknown(SearchConstraint constraint) => constraint.Condition.Names
        .Where(name => !IsThere(name))
        .Distinct(StringComparer.Ordinal)
        .Select(name => new SweepError(constraint.Line, $"where: {constraint.Text}: this sweep has no values for {name}"));

    private bool IsThere(string name) => Parameters.Any(parameter => IsNamed(parameter, name));

    private static bool IsNamed(SearchParameter parameter, string name) => string.Equals(parameter.Name, name, StringComparison.Ordinal);
}
