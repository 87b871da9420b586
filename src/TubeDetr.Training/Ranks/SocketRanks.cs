using System.Runtime.InteropServices;

namespace TubeDetr.Training.Ranks;

/// <summary>
/// Ranks that are processes, of one machine or several, over TCP. Rank 0 listens and the others connect to it (<see cref="RankMeeting"/>); what is exchanged goes through rank 0, so that all
/// ranks have the same bits. The connection carries no authentication: use a private network.
/// </summary>
public sealed class SocketRanks : IRankGroup
{
    private readonly IReadOnlyList<RankLine> lines;
    private float[] scratch = [];

    /// <param name="rank">This process.</param>
    /// <param name="lines">Of rank 0: to ranks 1, 2, … in order; of the others: to rank 0 alone.</param>
    /// <param name="worldSize">Processes in all.</param>
    internal SocketRanks(int rank, IReadOnlyList<RankLine> lines, int worldSize)
    {
        Rank = rank;
        WorldSize = worldSize;
        this.lines = lines;
    }

    public int Rank { get; }

    public int WorldSize { get; }

    public void Mean(Span<float> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (Rank > 0)
        {
            lines[0].Send(RankCall.Mean, bytes);
            lines[0].Receive(RankCall.Mean, bytes);
            return;
        }

        var theirs = Scratch(values.Length);
        foreach (var line in lines)
        {
            line.Receive(RankCall.Mean, MemoryMarshal.AsBytes(theirs));
            RankSum.Add(values, theirs);
        }

        RankSum.Divide(values, WorldSize);
        ToAll(RankCall.Mean, bytes);
    }

    public void Broadcast(Span<byte> bytes)
    {
        if (Rank > 0)
        {
            lines[0].Receive(RankCall.Broadcast, bytes);
        }
        else
        {
            ToAll(RankCall.Broadcast, bytes);
        }
    }

    public IReadOnlyList<byte[]> Gather(byte[] mine)
    {
        if (Rank > 0)
        {
            lines[0].Send(RankCall.Gather, mine);
            return [.. Enumerable.Range(0, WorldSize).Select(_ => lines[0].Receive(RankCall.Gather))];
        }

        byte[][] all = [mine, .. lines.Select(line => line.Receive(RankCall.Gather))];
        foreach (var one in all)
        {
            ToAll(RankCall.Gather, one);
        }

        return all;
    }

    public void Dispose()
    {
        foreach (var line in lines)
        {
            line.Dispose();
        }
    }

    private void ToAll(RankCall call, ReadOnlySpan<byte> bytes)
    {
        foreach (var line in lines)
        {
            line.Send(call, bytes);
        }
    }

    private Span<float> Scratch(int length)
    {
        if (scratch.Length < length)
        {
            scratch = new float[length];
        }

        return scratch.AsSpan(0, length);
    }
}
