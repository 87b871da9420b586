using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Tests.Ranks;

/// <summary>Ranks that are threads of one process: for tests, as one process has one random generator.</summary>
internal sealed class LocalRanks : IRankGroup
{
    private readonly Meeting meeting;

    private LocalRanks(int rank, Meeting meeting) => (Rank, this.meeting) = (rank, meeting);

    public int Rank { get; }

    public int WorldSize => meeting.Given.Length;

    /// <summary>Does it on a thread for each rank. Where one of them fails, none waits for it, and its fault is thrown.</summary>
    public static void Together(int worldSize, Action<LocalRanks> each)
    {
        using var failed = new CancellationTokenSource();
        var shared = new Meeting(new object[worldSize], new Barrier(worldSize), failed.Token);
        var ranks = Enumerable.Range(0, worldSize).Select(rank => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    each(new(rank, shared));
                }
                catch
                {
                    failed.Cancel();
                    throw;
                }
            },
            TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(ranks);
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
        meeting.Barrier.SignalAndWait(meeting.Failed);
        object[] all = [.. meeting.Given];
        meeting.Barrier.SignalAndWait(meeting.Failed);
        return all;
    }

    private sealed record Meeting(object[] Given, Barrier Barrier, CancellationToken Failed);
}
