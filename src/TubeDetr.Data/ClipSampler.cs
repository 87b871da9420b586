using TubeDetr.Data.Randomness;

namespace TubeDetr.Data;

/// <summary>
/// Order of the clips of an epoch. A shuffle is common to all ranks, which take every <c>world_size</c>-th clip each. In training the first clips of the order come once more at its
/// end where ranks could not take equally many otherwise (<c>DistributedSampler</c>); in evaluation no clip comes twice.
/// </summary>
/// <param name="Count">Clips of the data set.</param>
/// <param name="BatchSize">Clips of a batch.</param>
/// <param name="Seed">Of the shuffle.</param>
/// <param name="Shuffle">False: in index order (evaluation).</param>
/// <param name="DropLast">Whether an incomplete last batch is left out.</param>
/// <param name="Rank">This process among <paramref name="WorldSize"/>.</param>
/// <param name="WorldSize">Processes that share an epoch.</param>
/// <param name="EpochChunks">Above 0: consecutive chunks of clips that epochs take in turns (<c>epoch_chunks</c>).</param>
public sealed record ClipSampler(int Count, int BatchSize, long Seed, bool Shuffle, bool DropLast, int Rank = 0, int WorldSize = 1, int EpochChunks = 0)
{
    // Keeps the order's numbers apart from those of the clips' own draws.
    private const long OrderStream = 0x6F72646572;

    /// <summary>Chunks that there are; fewer than asked for where clips do not suffice, as with <c>torch.chunk</c>.</summary>
    public int ChunkCount => (Count + ChunkSize - 1) / ChunkSize;

    /// <summary>Batches of an epoch over each chunk.</summary>
    public IReadOnlyList<int> BatchCounts => [.. Enumerable.Range(0, ChunkCount).Select(chunk => BatchesIn(ShareOf(LengthOf(chunk))))];

    /// <summary>Clips of this rank in the smallest chunk.</summary>
    public int SmallestShare => ShareOf(LengthOf(ChunkCount - 1));

    private int ChunkSize => EpochChunks > 0 ? (Count + EpochChunks - 1) / EpochChunks : Count;

    /// <summary>Which chunk an epoch, from 0, is over.</summary>
    public int ChunkOf(int epoch) => epoch % ChunkCount;

    /// <summary>Indices of the clips of this rank in an epoch, those of an incomplete last batch included.</summary>
    public IReadOnlyList<int> Order(int epoch)
    {
        var (start, length) = (ChunkOf(epoch) * ChunkSize, LengthOf(ChunkOf(epoch)));
        int[] order = [.. Enumerable.Range(start, length)];
        if (Shuffle)
        {
            var random = new HashRandom(OrderStream, Seed, epoch);
            for (var i = length - 1; i > 0; i--)
            {
                var j = random.Below(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
        }

        return [.. Enumerable.Range(0, ShareOf(length)).Select(i => order[((i * WorldSize) + Rank) % length])];
    }

    /// <summary>Indices of the clips of every batch.</summary>
    public IReadOnlyList<int[]> Batches(int epoch)
    {
        var order = Order(epoch);
        return [.. order.Chunk(BatchSize).Take(BatchesIn(order.Count))];
    }

    private int LengthOf(int chunk) => Math.Min(ChunkSize, Count - (chunk * ChunkSize));

    private int ShareOf(int length) => (length + WorldSize - 1 - (Shuffle ? 0 : Rank)) / WorldSize;

    private int BatchesIn(int share) => DropLast ? share / BatchSize : (share + BatchSize - 1) / BatchSize;
}
