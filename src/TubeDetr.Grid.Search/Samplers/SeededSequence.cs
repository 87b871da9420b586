namespace TubeDetr.Grid.Search.Samplers;

/// <summary>Random numbers in turn, the same on every machine (SplitMix64).</summary>
internal sealed class SeededSequence(ulong seed)
{
    private readonly ulong _start = SeededUnit.Mix(seed);
    private ulong _count;

    /// <summary>In [0, 1).</summary>
    public double Unit() => (SeededUnit.Mix(_start + (_count++ * 0x9E3779B97F4A7C15UL)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 to below a limit.</summary>
    public int Below(int limit) => (int)(Unit() * limit);

    public void Shuffle(Span<int> places)
    {
        for (var last = places.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (places[last], places[other]) = (places[other], places[last]);
        }
    }
}
