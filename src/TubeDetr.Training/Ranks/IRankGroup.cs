namespace TubeDetr.Training.Ranks;

/// <summary>
/// Processes that train one model together, each on its share of the data, as one of them sees the others. Every call is made by all ranks, in the same order, each on one thread; it returns when all have made it.
/// This is the seam for transports: what the ranks say to each other is all here.
/// </summary>
public interface IRankGroup : IDisposable
{
    /// <summary>This process, from 0. Rank 0 writes the files.</summary>
    int Rank { get; }

    /// <summary>Processes in all.</summary>
    int WorldSize { get; }

    /// <summary>Puts the mean over all ranks in place of the values; summed in the order of ranks, the same bits everywhere.</summary>
    /// <param name="values">Of the same length in every rank.</param>
    /// <exception cref="RankGroupException">A rank is gone.</exception>
    void Mean(Span<float> values);

    /// <summary>Puts rank 0's bytes in place of everybody's.</summary>
    /// <param name="bytes">Of the same length in every rank.</param>
    /// <exception cref="RankGroupException">A rank is gone.</exception>
    void Broadcast(Span<byte> bytes);

    /// <summary>What every rank gives, of any length, in the order of ranks.</summary>
    /// <exception cref="RankGroupException">A rank is gone.</exception>
    IReadOnlyList<byte[]> Gather(byte[] mine);
}
