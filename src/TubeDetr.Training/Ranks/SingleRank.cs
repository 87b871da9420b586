namespace TubeDetr.Training.Ranks;

/// <summary>The usual case: one process trains alone.</summary>
public sealed class SingleRank : IRankGroup
{
    private SingleRank()
    {
    }

    public static SingleRank Instance { get; } = new();

    public int Rank => 0;

    public int WorldSize => 1;

    public void Mean(Span<float> values)
    {
    }

    public void Broadcast(Span<byte> bytes)
    {
    }

    public IReadOnlyList<byte[]> Gather(byte[] mine) => [mine];

    public void Dispose()
    {
    }
}
