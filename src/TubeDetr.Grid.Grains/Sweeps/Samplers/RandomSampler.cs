using System.Collections.Immutable;
using System.Text;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;

namespace TubeDetr.Grid.Grains.Sweeps.Samplers;

/// <summary>
/// Independent draws: each value depends on the seed, the experiment's place and the parameter's name alone, so that a parameter added to the sweep changes no
/// other, and a draw can be repeated without those before it.
/// </summary>
public static class RandomSampler
{
    /// <summary>The draw at a place of the order.</summary>
    public static HyperParameterSet Draw(ImmutableArray<SearchParameter> parameters, long seed, long index) => parameters.Aggregate(
        HyperParameterSet.Empty,
        (set, parameter) => Value(parameter.Domain, Unit(seed, index, parameter.Name)) is { } value ? set.With(parameter.Name, value) : set);

    private static HyperParameterValue? Value(SearchDomain domain, double unit) => domain switch
    {
        SearchDomain.Choice choice => choice.Values[(int)(unit * choice.Values.Length)],
        SearchDomain.Drawn drawn => HyperParameterText.OfNumber(drawn.Definition, drawn.Distribution.At(unit)).Value,
        _ => null,
    };

    /// <summary>A number in [0, 1) from 53 bits.</summary>
    private static double Unit(long seed, long index, string name)
    {
        var hash = Encoding.UTF8.GetBytes(name).Aggregate(0xCBF29CE484222325UL, (fnv, b) => (fnv ^ b) * 0x100000001B3UL);
        return (Mix(Mix(Mix((ulong)seed) ^ (ulong)index) ^ hash) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Finaliser of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
