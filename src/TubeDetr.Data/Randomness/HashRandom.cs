namespace TubeDetr.Data.Randomness;

/// <summary>
/// SplitMix64 started from a hash of some numbers. A clip's draws depend on (seed, rank, epoch, index) alone, never on how many threads load clips
/// or in which order.
/// </summary>
public sealed class HashRandom(params ReadOnlySpan<long> key) : IRandomSource
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = Hash(key);

    /// <summary>64 well mixed bits of a sequence of numbers; the order matters.</summary>
    public static ulong Hash(params ReadOnlySpan<long> key)
    {
        var hash = Golden;
        foreach (var part in key)
        {
            hash = Mix(hash + Golden ^ Mix(unchecked((ulong)part) + Golden));
        }

        return hash;
    }

    public ulong NextBits() => Mix(_state += Golden);

    /// <inheritdoc/>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc/>
    public int Choose(int count) => Below(count);

    /// <inheritdoc/>
    public int Between(int low, int high) => low + Below(checked(high - low + 1));

    /// <inheritdoc/>
    public int Below(int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(end);
        return (int)Math.BigMul(NextBits(), (ulong)end, out _);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
