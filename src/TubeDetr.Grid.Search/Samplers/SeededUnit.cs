using System.Text;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>Numbers of the unit interval that are looked up, not drawn in turn: each depends on what it is for alone.</summary>
public static class SeededUnit
{
    /// <summary>A number in [0, 1) from 53 bits.</summary>
    public static double Of(long seed, long index, string name) => (Bits(seed, index, name) >> 11) * (1.0 / (1UL << 53));

    /// <summary>64 bits.</summary>
    public static ulong Bits(long seed, long index, string name)
    {
        var hash = Encoding.UTF8.GetBytes(name).Aggregate(0xCBF29CE484222325UL, (fnv, b) => (fnv ^ b) * 0x100000001B3UL);
        return Mix(Mix(Mix((ulong)seed) ^ (ulong)index) ^ hash);
    }

    /// <summary>Finaliser of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
