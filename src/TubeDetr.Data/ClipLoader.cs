using TubeDetr.Data.Randomness;
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
        _sampler = new ClipSampler(dataset.Count, options.BatchSize, options.Seed, options.Training, options.Training, options.Rank, options.WorldSize);
        _collator = new ClipCollator(tokenizer, dataset.Stride, options.DivVid);
    }

    /// <summary>Batches of an epoch.</summary>
    public int BatchCount => _sampler.BatchCount;

    /// <summary>The batches of an epoch in order, from <paramref name="firstBatch"/> on (an interrupted epoch carries on with the very batches it still lacks).</summary>
    /// <exception cref="DatasetException">While enumerating: a clip could not be loaded; names its file.</exception>
    /// <exception cref="OperationCanceledException">While enumerating.</exception>
    public IEnumerable<ClipBatch> Batches(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        var batches = _sampler.Batches(epoch).Skip(firstBatch).ToArray();
        var groups = Groups(batches, cancellationToken);
        ClipBatch LoadAt(int i, CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            _ = groups[i].Value;
            return Load(batches[i], epoch, token);
        }

        return _options.NumWorkers == 0 ? Inline(batches.Length, LoadAt, cancellationToken) : Ahead(batches.Length, LoadAt, cancellationToken);
    }

    private static IEnumerable<ClipBatch> Inline(int batches, Func<int, CancellationToken, ClipBatch> load, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batches; i++)
        {
            yield return load(i, cancellationToken);
        }
    }

    private IEnumerable<ClipBatch> Ahead(int batches, Func<int, CancellationToken, ClipBatch> load, CancellationToken cancellationToken)
    {
        using var prefetch = new OrderedPrefetch<ClipBatch>(batches, _options.NumWorkers, _options.NumWorkers * _options.PrefetchFactor, load, cancellationToken);
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

    private ClipBatch Load(int[] indices, int epoch, CancellationToken cancellationToken)
    {
        var clips = indices.Select(i => _dataset.Load(i, new HashRandom(_options.Seed, _options.Rank, epoch, i), cancellationToken)).ToArray();
        return _collator.Collate(clips);
    }
}
