using TubeDetr.Data.Text;

namespace TubeDetr.Data;

/// <summary>
/// Batches of a data set, loaded ahead in the background. What a batch holds depends on (seed, rank, epoch, index) alone. One epoch is enumerated at a time;
/// whoever receives a batch disposes of it.
/// </summary>
public sealed class ClipLoader
{
    private const int ClipsPrefetched = 32;

    private readonly IGroundingDataset _dataset;
    private readonly ClipLoaderOptions _options;
    private readonly ClipSampler _sampler;
    private readonly ClipPicker _picker;
    private readonly ClipCollator _collator;

    /// <exception cref="ArgumentException">Options that contradict each other or the data set.</exception>
    public ClipLoader(IGroundingDataset dataset, RobertaTokenizer tokenizer, ClipLoaderOptions options)
    {
        var contradictions = string.Join(' ', options.Contradictions(dataset.Count, dataset.Stride));
        if (contradictions.Length > 0)
        {
            throw new ArgumentException(contradictions, nameof(options));
        }

        _dataset = dataset;
        _options = options;
        _sampler = options.SamplerOf(dataset.Count);
        _picker = new ClipPicker(dataset, options);
        _collator = new ClipCollator(tokenizer, dataset.Stride, options.DivVid);
    }

    /// <summary>Batches of the first epoch; of every epoch where there are no chunks.</summary>
    public int BatchCount => BatchCounts[0];

    /// <summary>Batches of an epoch over each chunk (<c>epoch_chunks</c>), which epochs take in turns; a single number without chunks.</summary>
    public IReadOnlyList<int> BatchCounts => _sampler.BatchCounts;

    /// <summary>The batches of an epoch in order, from <paramref name="firstBatch"/> on (an interrupted epoch carries on with the very batches it still lacks).</summary>
    /// <param name="epoch">From 0; decides the chunk, the order and every draw.</param>
    /// <param name="firstBatch">Where to begin.</param>
    /// <param name="onSkipped">Called for every clip that had to be left out of a batch, just before that batch is handed over.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DatasetException">While enumerating: a clip could not be loaded; names its file.</exception>
    /// <exception cref="OperationCanceledException">While enumerating.</exception>
    public IEnumerable<ClipBatch> Batches(int epoch, int firstBatch = 0, Action<SkippedClip>? onSkipped = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        var order = _sampler.Order(epoch);
        var batches = _sampler.Batches(epoch).Skip(firstBatch).ToArray();
        var groups = Groups(batches, cancellationToken);
        LoadedBatch LoadAt(int i, CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            _ = groups[i].Value;
            return Load(order, firstBatch + i, batches[i].Length, epoch, token);
        }

        return HandOver(_options.NumWorkers == 0 ? Inline(batches.Length, LoadAt, cancellationToken) : Ahead(batches.Length, LoadAt, cancellationToken), onSkipped);
    }

    private static IEnumerable<ClipBatch> HandOver(IEnumerable<LoadedBatch> loaded, Action<SkippedClip>? onSkipped)
    {
        foreach (var (batch, skipped) in loaded)
        {
            foreach (var clip in skipped)
            {
                onSkipped?.Invoke(clip);
            }

            if (batch is not null)
            {
                yield return batch;
            }
        }
    }

    private static IEnumerable<LoadedBatch> Inline(int batches, Func<int, CancellationToken, LoadedBatch> load, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batches; i++)
        {
            yield return load(i, cancellationToken);
        }
    }

    private IEnumerable<LoadedBatch> Ahead(int batches, Func<int, CancellationToken, LoadedBatch> load, CancellationToken cancellationToken)
    {
        using var prefetch = new OrderedPrefetch<LoadedBatch>(batches, _options.NumWorkers, _options.NumWorkers * _options.PrefetchFactor, load, cancellationToken);
        for (var i = 0; i < batches; i++)
        {
            yield return prefetch.Take();
        }
    }

    /// <summary>For each batch the announcement, made once, of the few batches that it is one of.</summary>
    private Lazy<bool>[] Groups(int[][] batches, CancellationToken cancellationToken)
    {
        var size = Math.Max(1, ClipsPrefetched / _options.BatchSize);
        return [.. batches.Chunk(size).SelectMany(chunk =>
        {
            var announced = new Lazy<bool>(() =>
            {
                _dataset.Prefetch([.. chunk.SelectMany(b => b)], cancellationToken);
                return true;
            });
            return Enumerable.Repeat(announced, chunk.Length);
        })];
    }

    private LoadedBatch Load(IReadOnlyList<int> order, int batch, int length, int epoch, CancellationToken cancellationToken)
    {
        var skipped = new List<SkippedClip>();
        Clip[] clips = [.. Enumerable.Range(batch * _options.BatchSize, length).Select(place => _picker.Pick(order, place, epoch, skipped, cancellationToken)).OfType<Clip>()];
        return new(clips.Length > 0 ? _collator.Collate(clips) : null, skipped);
    }
}
