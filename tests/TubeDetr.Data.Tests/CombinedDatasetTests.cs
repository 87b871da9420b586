using TubeDetr.Data.Randomness;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests;

public sealed class CombinedDatasetTests
{
    [Fact]
    public void Load_AnyIndex_ComesFromTheSetItFallsInto()
    {
        var dataset = new CombinedDataset([new NamedClips("a", 2, 4), new NamedClips("b", 3, 4)]);
        Assert.Equal(["a0", "a1", "b0", "b1", "b2"], Enumerable.Range(0, dataset.Count).Select(i => dataset.Load(i, new HashRandom(1), TestContext.Current.CancellationToken).VideoId), StringComparer.Ordinal);
        Assert.Equal(4, dataset.Stride);
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Load(5, new HashRandom(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Prefetch_IndicesOfBoth_ReachesEachWithItsOwn()
    {
        var (a, b) = (new NamedClips("a", 2, 4), new NamedClips("b", 3, 4));
        new CombinedDataset([a, b]).Prefetch([4, 0, 2], TestContext.Current.CancellationToken);
        Assert.Equal([0], a.Prefetched);
        Assert.Equal([2, 0], b.Prefetched);
    }

    [Fact]
    public void Frames_OfTheSecondPart_AreAskedOfItByItsOwnIndex()
    {
        var frames = new CombinedDataset([new NamedClips("a", 2, 5), new NamedClips("b", 3, 5)]).Frames(4, TestContext.Current.CancellationToken);

        Assert.Equal((3, (byte)2), (frames.Width, frames.Bytes[0]));
    }

    [Fact]
    public void Create_DifferentStrides_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new CombinedDataset([new NamedClips("a", 2, 4), new NamedClips("b", 3, 5)]));

    private sealed class NamedClips(string name, int count, int stride) : IGroundingDataset
    {
        public int Count => count;

        public int Stride => stride;

        public IReadOnlyList<GroundTruthTube> Tubes => [];

        public List<int> Prefetched { get; } = [];

        public RgbFrames Frames(int index, CancellationToken cancellationToken = default) => new([(byte)index], 1, 1, count);

        public Clip Load(int index, IRandomSource random, CancellationToken cancellationToken = default) => Clips.Of($"{name}{index}", 1, 1, 1);

        public void Prefetch(IReadOnlyList<int> indices, CancellationToken cancellationToken = default) => Prefetched.AddRange(indices);
    }
}
