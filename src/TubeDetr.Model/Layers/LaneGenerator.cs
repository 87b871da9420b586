using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TubeDetr.Model.Layers;

/// <summary>
/// Eight xoshiro128+ generators (Blackman and Vigna) side by side in the lanes of a vector, seeded by splitmix64. Its upper bits, which decide here, pass the
/// usual tests; it is not for secrets.
/// </summary>
internal struct LaneGenerator
{
    private Vector256<uint> a;
    private Vector256<uint> b;
    private Vector256<uint> c;
    private Vector256<uint> d;

    public LaneGenerator(ulong seed)
    {
        a = Lanes(ref seed);
        b = Lanes(ref seed);
        c = Lanes(ref seed);
        d = Lanes(ref seed);
    }

    /// <summary>0 with this probability, otherwise 1 / (1 − probability), independently for each value.</summary>
    public void FillMask(Span<float> values, double probability)
    {
        var kept = Vector256.Create((float)(1 / (1 - probability))).AsUInt32();
        var threshold = Vector256.Create((uint)Math.Min(Math.Round(probability * 4294967296.0), uint.MaxValue));
        var blocks = MemoryMarshal.Cast<float, Vector256<uint>>(values);
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = Vector256.GreaterThanOrEqual(Next(), threshold) & kept;
        }

        var rest = (Vector256.GreaterThanOrEqual(Next(), threshold) & kept).AsSingle();
        for (var i = blocks.Length * Vector256<uint>.Count; i < values.Length; i++)
        {
            values[i] = rest[i % Vector256<uint>.Count];
        }
    }

    /// <summary>Eight numbers.</summary>
    public Vector256<uint> Next()
    {
        var result = a + d;
        var shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >>> 21);
        return result;
    }

    private static Vector256<uint> Lanes(ref ulong state)
    {
        Span<ulong> words = stackalloc ulong[4];
        foreach (ref var word in words)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            word = z ^ (z >> 31);
        }

        return Vector256.Create<ulong>(words).AsUInt32();
    }
}
