namespace TubeDetr.Data;

/// <summary>How clips are put into batches.</summary>
public sealed record ClipLoaderOptions
{
    /// <summary>Videos of a batch (<c>batch_size</c>).</summary>
    public required int BatchSize { get; init; }

    /// <summary>Random order and complete batches only (training); false: index order, all clips (evaluation).</summary>
    public required bool Training { get; init; }

    /// <summary>Of the order, which all ranks share, and, with rank, epoch and index, of each clip's draws.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>This process among <see cref="WorldSize"/>.</summary>
    public int Rank { get; init; }

    /// <summary>Processes that share an epoch.</summary>
    public int WorldSize { get; init; } = 1;

    /// <summary>Threads that load ahead (<c>num_workers</c>); 0 loads when asked. The batches are the same for every number.</summary>
    public int NumWorkers { get; init; } = 3;

    /// <summary>Batches that each of those threads may be ahead.</summary>
    public int PrefetchFactor { get; init; } = 2;

    /// <summary>Evaluation: frames of the clips that each video is divided into (<c>div_vid</c>); 0 leaves videos whole.</summary>
    public int DivVid { get; init; }

    /// <summary>Training: chunks of clips that epochs take in turns (<c>epoch_chunks</c>); 0 or less for none.</summary>
    public int EpochChunks { get; init; }

    /// <summary>Whether clips whose video is missing, broken or too short are left out and reported, instead of ending everything.</summary>
    public bool SkipBroken { get; init; }

    /// <summary>Everything in these options that contradicts itself or a data set of this size and stride; empty when all is well.</summary>
    public IEnumerable<string> Contradictions(int clips, int stride)
    {
        if (BatchSize < 1 || PrefetchFactor < 1 || WorldSize < 1)
        {
            yield return "batch_size, prefetch_factor and world_size must be at least 1.";
            yield break;
        }

        if (NumWorkers < 0 || DivVid < 0)
        {
            yield return "num_workers and div_vid must not be negative.";
        }

        if (Rank < 0 || Rank >= WorldSize)
        {
            yield return $"rank {Rank} is not among the {WorldSize} of world_size.";
        }

        // Slow frames are taken from the whole video before it is divided.
        if (DivVid > 0 && stride > 0 && DivVid % stride != 0)
        {
            yield return $"div_vid = {DivVid} must be a multiple of stride = {stride}.";
        }

        if (Training && SamplerOf(clips).SmallestShare is var share && share < BatchSize)
        {
            yield return $"batch_size = {BatchSize} is more than the {share} clips that there are to train on{(EpochChunks > 0 ? " in the smallest of epoch_chunks" : "")}; lower it.";
        }
    }

    /// <summary>Order of so many clips.</summary>
    internal ClipSampler SamplerOf(int clips) => new(clips, BatchSize, Seed, Training, Training, Rank, WorldSize, Training ? EpochChunks : 0);
}
