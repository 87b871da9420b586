using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.HyperParameters;

/// <summary>
/// An immutable map from the name of a hyper-parameter (the original script's, in snake_case) to its typed value.
/// Holds what was chosen; what is absent has its default.
/// </summary>
[GenerateSerializer, Immutable, Alias("tubedetr.HyperParameterSet")]
public sealed record HyperParameterSet([property: Id(0)] ImmutableSortedDictionary<string, HyperParameterValue> Values)
{
    public static HyperParameterSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, HyperParameterValue>(StringComparer.Ordinal));

    public HyperParameterSet With(string name, HyperParameterValue value) => new(Values.SetItem(name, value));

    /// <summary>This set with every value of the other put over it.</summary>
    public HyperParameterSet With(HyperParameterSet other) => new(Values.SetItems(other.Values));

    /// <summary>Same names, same typed values; independent of the order in which they were set.</summary>
    public bool Equals(HyperParameterSet? other) =>
        other is not null && Values.Count == other.Values.Count && Values.SequenceEqual(other.Values);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in Values)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
