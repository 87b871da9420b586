using TubeDetr.Data.Randomness;

namespace TubeDetr.Data;

/// <summary>
/// Loads the clips of an epoch by their place in its order. Where a video is missing, broken or too short and that may be, training takes the next clip of the order that can be loaded in its
/// place, so that batches keep their size and what a batch holds still depends on nothing but (seed, rank, epoch, place); evaluation goes without.
/// </summary>
internal sealed class ClipPicker(IGroundingDataset dataset, ClipLoaderOptions options)
{
    /// <summary>The clip at a place of the order; null where there is none to take its place.</summary>
    /// <param name="order">Indices of the epoch's clips.</param>
    /// <param name="place">Which of them.</param>
    /// <param name="epoch">Decides the draws, with seed, rank and index.</param>
    /// <param name="skipped">Receives what could not be loaded.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DatasetException">A clip could not be loaded, or none of the epoch's clips.</exception>
    public Clip? Pick(IReadOnlyList<int> order, int place, int epoch, List<SkippedClip> skipped, CancellationToken cancellationToken)
    {
        var last = options.Training ? order.Count : 1;
        for (var step = 0; step < last; step++)
        {
            var index = order[(place + step) % order.Count];
            try
            {
                return dataset.Load(index, DrawsOf(epoch, index, step), cancellationToken);
            }
            catch (DatasetException fault) when (fault.VideoPath is { } path)
            {
                skipped.Add(options.SkipBroken ? new(dataset.Tubes[index].VideoId, path, fault.Message) : throw Fatal(fault, path));
            }
        }

        return options.Training ? throw NothingLeft(order.Count, skipped[^1]) : null;
    }

    // A clip that stands in for another is also met at its own place: other draws make it another example.
    private HashRandom DrawsOf(int epoch, int index, int step) => step == 0
        ? new(options.Seed, options.Rank, epoch, index)
        : new(options.Seed, options.Rank, epoch, index, step);

    private static DatasetException Fatal(DatasetException fault, string path) =>
        new($"{fault.Message} With broken_videos = skip it would be left out and counted.", fault) { VideoPath = path };

    private static DatasetException NothingLeft(int clips, SkippedClip last) =>
        new($"None of the {clips} clips of this epoch could be loaded, though broken videos may be skipped; the last one: {last.Reason}");
}
