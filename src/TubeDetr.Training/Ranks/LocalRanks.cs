namespace TubeDetr.Training.Ranks;

/// <summary>Ranks that are threads of one process: for tests, as one process has one random generator.</summary>
public sealed class LocalRanks : IRankGroup
{
    private readonly Meeting meeting;

    private LocalRanks(int rank, Meeting meeting) => (Rank, this.meeting) = (rank, meeting);

    public int Rank { get; }

    public int WorldSize => meeting.Given.Length;

    /// <summary>A group of so many, one for each thread.</summary>
    public static IReadOnlyList<LocalRanks> Of(int worldSize)
    {
        var shared = new Meeting(worldSize);
        return [.. Enumerable.Range(0, worldSize).Select(rank => new LocalRanks(rank, shared))];
    }

    public void Mean(Span<float> values)
    {
        var all = Meet(values.ToArray());
        values.Clear();
        foreach (float[] one in all)
        {
            RankSum.Add(values, one);
        }

        RankSum.Divide(values, WorldSize);
    }

    public void Broadcast(Span<byte> bytes) => ((byte[])Meet(bytes.ToArray())[0]).CopyTo(bytes);

    public IReadOnlyList<byte[]> Gather(byte[] mine) => [.. Meet(mine).Cast<byte[]>()];

    public void Dispose()
    {
    }

    // Twice: nobody overwrites what another has yet to read.
    private object[] Meet(object mine)
    {
        meeting.Given[Rank] = mine;
        meeting.Barrier.SignalAndWait();
        object[] all = [.. meeting.Given];
        meeting.Barrier.SignalAndWait();
        return all;
    }

    private sealed record Meeting(object[] Given, Barrier Barrier)
    {
        public Meeting(int worldSize)
            : this(new object[worldSize], new Barrier(worldSize))
        {
        }
    }
}
