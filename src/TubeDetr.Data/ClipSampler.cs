using TubeDetr.Data.Randomness;

namespace TubeDetr.Data;

/// <summary>Order of the clips of an epoch. A shuffle is common to all ranks, which take every <c>world_size</c>-th clip each, so that no two see the same one.</summary>
/// <param name="Count">Clips of the data set.</param>
/// <param name="BatchSize">Clips of a batch.</param>
/// <param name="Seed">Of the shuffle.</param>
/// <param name="Shuffle">False: in index order (evaluation).</param>
/// <param name="DropLast">Whether an incomplete last batch is left out.</param>
/// <param name="Rank">This process among <paramref name="WorldSize"/>.</param>
/// <param name="WorldSize">Processes that share an epoch.</param>
public sealed record ClipSampler(int Count, int BatchSize, long Seed, bool Shuffle, bool DropLast, int Rank = 0, int WorldSize = 1)
{
    // Keeps the order's numbers apart from those of the clips' own draws.
    private const long OrderStream = 0x6F72646572;

    /// <summary>Batches of one epoch, the same in every epoch.</summary>
    public int BatchCount
    {
        get
        {
            // With a shuffle every rank takes equally many, or ranks would wait for each other at the end.
            var share = Shuffle ? Count / WorldSize : (Count - Rank + WorldSize - 1) / WorldSize;
            return DropLast ? share / BatchSize : (share + BatchSize - 1) / BatchSize;
        }
    }

    /// <summary>Indices of the clips of every batch.</summary>
    public IReadOnlyList<int[]> Batches(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        if (Shuffle)
        {
            var random = new HashRandom(OrderStream, Seed, epoch);
            for (var i = Count - 1; i > 0; i--)
            {
                var j = random.Below(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
        }

        return [.. order.Where((_, i) => i % WorldSize == Rank).Chunk(BatchSize).Take(BatchCount)];
    }
}
