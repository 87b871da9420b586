using System.Numerics;
using System.Runtime.InteropServices;

namespace TubeDetr.Training.Ranks;

/// <summary>The arithmetic of a mean over ranks.</summary>
internal static class RankSum
{
    /// <summary>sums += values.</summary>
    public static void Add(Span<float> sums, ReadOnlySpan<float> values)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var more = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] += more[i];
        }

        for (var i = wide.Length * Vector<float>.Count; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }

    /// <summary>sums /= ranks.</summary>
    public static void Divide(Span<float> sums, int ranks)
    {
        foreach (ref var sum in sums)
        {
            sum /= ranks;
        }
    }
}
