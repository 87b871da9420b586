using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>A hyper-parameter with what it may be, and the line (from 1) where that is written.</summary>
public sealed record SearchParameter(string Name, int Line, SearchDomain Domain);

/// <summary>What a hyper-parameter may be in a sweep.</summary>
public abstract record SearchDomain
{
    private SearchDomain()
    {
    }

    /// <summary>One of these; a constant has one.</summary>
    public sealed record Choice(ImmutableArray<HyperParameterValue> Values) : SearchDomain;

    /// <summary>A number from a distribution.</summary>
    public sealed record Drawn(HyperParameterDefinition Definition, NumberDistribution Distribution) : SearchDomain;

    /// <summary>Whatever another hyper-parameter is.</summary>
    public sealed record SameAs(string Name, HyperParameterDefinition Definition) : SearchDomain;
}
