using CsCheck;

namespace TubeDetr.Data.Tests;

public sealed class ClipSamplerTests
{
    [Fact]
    public void Batches_AnySizes_AreWholeAndRanksShareThemEqually() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 9], Gen.Int[1, 4], Gen.Long, Gen.Int[0, 50]).Sample((count, size, world, seed, epoch) =>
        {
            var ranks = Ranks(count, size, seed, world, chunks: 0);
            var orders = ranks.Select(r => r.Order(epoch)).ToArray();
            return ranks.All(r => r.Batches(epoch).All(b => b.Length == size) && r.Batches(epoch).Count == r.BatchCounts[0] && r.BatchCounts[0] == ranks[0].BatchCounts[0])
                && ranks.All(r => r.Batches(epoch).SelectMany(b => b).SequenceEqual(r.Order(epoch).Take(r.BatchCounts[0] * size)))
                && orders.All(order => order.Count == (count + world - 1) / world)
                && orders.SelectMany(o => o).Distinct().Order().SequenceEqual(Enumerable.Range(0, count));
        });

    [Fact]
    public void Order_MoreRanksThanFit_RepeatsTheBeginningAsDistributedSamplerDoes()
    {
        var whole = new ClipSampler(5, 1, 42, Shuffle: true, DropLast: true).Order(7);
        var ranks = Ranks(5, 1, 42, world: 3, chunks: 0).Select(r => r.Order(7)).ToArray();
        Assert.Equal([whole[0], whole[3]], ranks[0]);
        Assert.Equal([whole[1], whole[4]], ranks[1]);
        Assert.Equal([whole[2], whole[0]], ranks[2]);
    }

    [Theory]
    [InlineData(10, 3, new[] { 4, 4, 2 })]
    [InlineData(10, 4, new[] { 3, 3, 3, 1 })]
    [InlineData(9, 5, new[] { 2, 2, 2, 2, 1 })]
    [InlineData(6, 4, new[] { 2, 2, 2 })]
    [InlineData(3, 5, new[] { 1, 1, 1 })]
    [InlineData(7, -1, new[] { 7 })]
    public void Batches_Chunks_TakeTurnsAndHoldTheirOwnClips(int count, int chunks, int[] lengths)
    {
        var sampler = new ClipSampler(count, 1, 42, Shuffle: true, DropLast: true, EpochChunks: chunks);
        Assert.Equal(lengths, sampler.BatchCounts);
        var start = 0;
        for (var epoch = 0; epoch < lengths.Length; epoch++)
        {
            Assert.Equal(epoch, sampler.ChunkOf(epoch + lengths.Length));
            Assert.Equal(Enumerable.Range(start, lengths[epoch]), sampler.Order(epoch).Order());
            Assert.Equal(Enumerable.Range(start, lengths[epoch]), sampler.Order(epoch + lengths.Length).Order());
            start += lengths[epoch];
        }
    }

    [Fact]
    public void Batches_Evaluation_HoldsEveryClipOnceInOrder() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 9], Gen.Int[1, 4]).Sample((count, size, world) =>
        {
            var ranks = Enumerable.Range(0, world).Select(rank => new ClipSampler(count, size, 1, Shuffle: false, DropLast: false, rank, world)).ToArray();
            var clips = ranks.Select(r => r.Batches(0).SelectMany(b => b).ToArray()).ToArray();
            return ranks.All(r => r.Batches(0).Count == r.BatchCounts[0])
                && clips.All(c => c.SequenceEqual(c.Order()))
                && clips.SelectMany(c => c).Order().SequenceEqual(Enumerable.Range(0, count));
        });

    [Fact]
    public void Batches_EpochAndSeed_ChangeTheOrderAndNothingElseDoes()
    {
        var sampler = new ClipSampler(100, 4, 42, Shuffle: true, DropLast: true);
        Assert.Equal(sampler.Batches(3), sampler.Batches(3));
        Assert.NotEqual(sampler.Batches(3), sampler.Batches(4));
        Assert.NotEqual(sampler.Batches(3), (sampler with { Seed = 43 }).Batches(3));
    }

    private static ClipSampler[] Ranks(int count, int size, long seed, int world, int chunks) =>
        [.. Enumerable.Range(0, world).Select(rank => new ClipSampler(count, size, seed, Shuffle: true, DropLast: true, rank, world, chunks))];
}
