using System.IO.Hashing;
using TorchSharp;
using TubeDetr.Data.Randomness;
using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests;

public sealed class ClipLoaderTests(ClipLoaderTests.Shapes shapes) : IClassFixture<ClipLoaderTests.Shapes>
{
    [Fact]
    public void Batches_AnyNumberOfThreads_AreTheSameToTheBit()
    {
        var expected = Fingerprints(Loader(0), epoch: 2);
        Assert.Equal(4, expected.Count);
        Assert.Equal(expected, Fingerprints(Loader(1), epoch: 2), StringComparer.Ordinal);
        Assert.Equal(expected, Fingerprints(Loader(3), epoch: 2), StringComparer.Ordinal);
        Assert.NotEqual(expected, Fingerprints(Loader(0), epoch: 3), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Batches_FromAGivenOne_CarryOnExactly(int threads)
        => Assert.Equal(Fingerprints(Loader(threads), epoch: 1).Skip(2), Fingerprints(Loader(threads), epoch: 1, firstBatch: 2), StringComparer.Ordinal);

    [Fact]
    public void Batches_Ranks_ShareTheClips()
    {
        var seen = Enumerable.Range(0, 2).SelectMany(rank => Ids(new ClipLoader(shapes.Data.Train!, shapes.Data.Tokenizer, Options(1) with { Rank = rank, WorldSize = 2 }))).ToArray();
        Assert.Equal(16, seen.Length);
        Assert.Equal(16, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Batches_Evaluation_AreInOrderAndDivided()
    {
        var loader = new ClipLoader(shapes.Data.Evaluation[0].Dataset, shapes.Data.Tokenizer, Options(1) with { Training = false, BatchSize = 1, DivVid = 4 });
        var batches = loader.Batches(0).ToArray();
        Assert.Equal(shapes.Data.Evaluation[0].Dataset.Tubes.SelectMany(t => new[] { t.VideoId, t.VideoId }), batches.SelectMany(b => b.VideoIds), StringComparer.Ordinal);
        Assert.All(batches, b => Assert.Equal([4, 4], b.Durations));
        Assert.All(batches, b => Assert.Equal([8L, 3, 64, 64], b.SamplesFast!.shape));
        Array.ForEach(batches, b => b.Dispose());
    }

    [Fact]
    public void Batches_BrokenVideo_SurfacesWithItsNameAtItsBatch()
    {
        var failing = new FailingDataset(shapes.Data.Train!, failAt: 5);
        var loader = new ClipLoader(failing, shapes.Data.Tokenizer, Options(2) with { Training = false });
        using var batches = loader.Batches(0).GetEnumerator();
        Assert.True(batches.MoveNext());
        batches.Current.Dispose();
        var error = Assert.Throws<DatasetException>(() => batches.MoveNext());
        Assert.Contains("clip five", error.Message, StringComparison.Ordinal);
        Assert.Contains("broken_videos = skip", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Batches_BrokenVideoSkippedInTraining_IsReplacedByTheNextOfTheOrder(int threads)
    {
        var (whole, skipped) = (Fingerprints(Loader(threads), epoch: 1), new List<SkippedClip>());
        var loader = new ClipLoader(new FailingDataset(shapes.Data.Train!, failAt: 5), shapes.Data.Tokenizer, Options(threads) with { SkipBroken = true });
        var mended = Fingerprints(loader, epoch: 1, onSkipped: skipped.Add);
        Assert.Equal(whole.Count, mended.Count);
        Assert.Single(whole.Zip(mended), pair => !string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(("/five.mp4", shapes.Data.Train!.Tubes[5].VideoId), (Assert.Single(skipped).VideoPath, skipped[0].VideoId));
        var order = new ClipSampler(18, 4, 9, Shuffle: true, DropLast: true).Order(1).ToList();
        var place = order.IndexOf(5);
        var standIn = shapes.Data.Train.Tubes[order[place + 1]].VideoId;
        Assert.Contains(standIn, mended[place / 4], StringComparison.Ordinal);
        Assert.Equal(mended.Skip(2), Fingerprints(loader, epoch: 1, firstBatch: 2), StringComparer.Ordinal);
    }

    [Fact]
    public void Batches_BrokenVideoSkippedInEvaluation_IsLeftOut()
    {
        var skipped = new List<SkippedClip>();
        var loader = new ClipLoader(new FailingDataset(shapes.Data.Train!, failAt: 5), shapes.Data.Tokenizer, Options(2) with { Training = false, BatchSize = 1, SkipBroken = true });
        var seen = loader.Batches(0, onSkipped: skipped.Add).SelectMany(batch =>
        {
            using (batch)
            {
                return batch.VideoIds;
            }
        }).ToArray();
        Assert.Equal(shapes.Data.Train!.Tubes.Where((_, i) => i != 5).Select(t => t.VideoId), seen, StringComparer.Ordinal);
        Assert.Single(skipped);
    }

    [Fact]
    public void Batches_NothingCanBeLoaded_FailsThoughSkippingIsAllowed()
    {
        var loader = new ClipLoader(new FailingDataset(shapes.Data.Train!, failAt: null), shapes.Data.Tokenizer, Options(0) with { SkipBroken = true });
        var error = Assert.Throws<DatasetException>(() => loader.Batches(0).First());
        Assert.Contains("None of the 18 clips", error.Message, StringComparison.Ordinal);
        Assert.Contains("clip five", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_ChunkedEpochs_HoldTheClipsOfTheirChunk()
    {
        var loader = new ClipLoader(shapes.Data.Train!, shapes.Data.Tokenizer, Options(1) with { EpochChunks = 2 });
        Assert.Equal([2, 2], loader.BatchCounts);
        var ids = shapes.Data.Train!.Tubes.Select(t => t.VideoId).ToArray();
        Assert.All(Ids(loader, epoch: 2), id => Assert.Contains(id, ids[..9]));
        Assert.All(Ids(loader, epoch: 3), id => Assert.Contains(id, ids[9..]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Batches_Cancelled_EndsPromptly(int threads)
    {
        using var cancel = new CancellationTokenSource();
        using var batches = Loader(threads).Batches(0, cancellationToken: cancel.Token).GetEnumerator();
        Assert.True(batches.MoveNext());
        batches.Current.Dispose();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => batches.MoveNext());
    }

    [Fact]
    public void Batches_AbandonedHalfWay_LeaveNoTensors()
    {
        var counter = new CountingDataset(shapes.Data.Train!);
        var loader = new ClipLoader(counter, shapes.Data.Tokenizer, Options(2) with { PrefetchFactor = 1 });
        using (var batches = loader.Batches(0).GetEnumerator())
        {
            Assert.True(batches.MoveNext());
            batches.Current.Dispose();
        }

        // One taken, at most two more made or begun: the loader stays within its bound and stops with its consumer.
        Assert.InRange(counter.Loads, 4, 12);
    }

    [Fact]
    public void Constructor_Contradictions_AreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => new ClipLoader(shapes.Data.Train!, shapes.Data.Tokenizer, Options(-1) with { BatchSize = 100, DivVid = 3 }));
        Assert.Contains("num_workers", error.Message, StringComparison.Ordinal);
        Assert.Contains("div_vid = 3 must be a multiple of stride = 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("batch_size = 100", error.Message, StringComparison.Ordinal);
    }

    private static ClipLoaderOptions Options(int threads) => new() { BatchSize = 4, Training = true, NumWorkers = threads, Seed = 9 };

    private ClipLoader Loader(int threads) => new(shapes.Data.Train!, shapes.Data.Tokenizer, Options(threads));

    private static List<string> Ids(ClipLoader loader, int epoch = 0) => [.. loader.Batches(epoch).SelectMany(batch =>
    {
        using (batch)
        {
            return batch.VideoIds;
        }
    })];

    private static List<string> Fingerprints(ClipLoader loader, int epoch, int firstBatch = 0, Action<SkippedClip>? onSkipped = null) => [.. loader.Batches(epoch, firstBatch, onSkipped).Select(batch =>
    {
        using (batch)
        {
            torch.Tensor[] tensors = [batch.Samples, batch.Mask, batch.SamplesFast!, batch.MaskFast!, batch.InputIds, batch.AttentionMask];
            var hashes = tensors.Select(t => $"{string.Join('x', t.shape)}:{XxHash3.HashToUInt64(t.bytes):x}");
            return $"{string.Join(' ', hashes)} {string.Join(',', batch.VideoIds)} {string.Join(' ', batch.InterIdx)} {string.Join(' ', batch.Targets.SelectMany(t => t.Boxes))}";
        }
    })];

    /// <summary>A small synthetic set, decoded once for all tests of the class.</summary>
    public sealed class Shapes : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Shapes()
        {
            var report = SyntheticDataset.Generate(_folder.At("set"), new SyntheticOptions { Clips = 20 });
            var options = new DatasetOptions { Resolution = 64, VideoMaxLen = 8, VideoMaxLenTrain = 6, Stride = 2 };
            Data = VideoGroundingData.Open(DatasetConfig.Load(report.Folder), options, new Data.Video.FrameCache(_folder.At("frames"), 1 << 24));
        }

        public VideoGroundingData Data { get; }

        public void Dispose() => _folder.Dispose();
    }

    private sealed class FailingDataset(IGroundingDataset inner, int? failAt) : IGroundingDataset
    {
        public int Count => inner.Count;

        public int Stride => inner.Stride;

        public IReadOnlyList<GroundTruthTube> Tubes => inner.Tubes;

        public RgbFrames Frames(int index, CancellationToken cancellationToken = default) => inner.Frames(index, cancellationToken);

        public Clip Load(int index, IRandomSource random, CancellationToken cancellationToken = default)
            => index == (failAt ?? index) ? throw new DatasetException("clip five is broken.") { VideoPath = "/five.mp4" } : inner.Load(index, random, cancellationToken);
    }

    private sealed class CountingDataset(IGroundingDataset inner) : IGroundingDataset
    {
        private int _loads;

        public int Loads => _loads;

        public int Count => inner.Count;

        public int Stride => inner.Stride;

        public IReadOnlyList<GroundTruthTube> Tubes => inner.Tubes;

        public RgbFrames Frames(int index, CancellationToken cancellationToken = default) => inner.Frames(index, cancellationToken);

        public Clip Load(int index, IRandomSource random, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _loads);
            return inner.Load(index, random, cancellationToken);
        }
    }
}
