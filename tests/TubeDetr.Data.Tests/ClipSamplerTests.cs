using CsCheck;

namespace TubeDetr.Data.Tests;

public sealed class ClipSamplerTests
{
    [Fact]
    public void Batches_AnySizes_AreWholeAndNoClipOccursTwiceOverAllRanks() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 9], Gen.Int[1, 4], Gen.Long, Gen.Int[0, 50]).Sample((count, size, world, seed, epoch) =>
        {
            var ranks = Enumerable.Range(0, world).Select(rank => new ClipSampler(count, size, seed, Shuffle: true, DropLast: true, rank, world)).ToArray();
            var batches = ranks.SelectMany(r => r.Batches(epoch)).ToArray();
            var clips = batches.SelectMany(b => b).ToArray();
            return batches.All(b => b.Length == size)
                && clips.Distinct().Count() == clips.Length
                && clips.All(c => c >= 0 && c < count)
                && ranks.All(r => r.Batches(epoch).Count == r.BatchCount && r.BatchCount == ranks[0].BatchCount)
                && clips.Length > count - world - world * size;
        });

    [Fact]
    public void Batches_Evaluation_HoldsEveryClipOnceInOrder() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 9], Gen.Int[1, 4]).Sample((count, size, world) =>
        {
            var ranks = Enumerable.Range(0, world).Select(rank => new ClipSampler(count, size, 1, Shuffle: false, DropLast: false, rank, world)).ToArray();
            var clips = ranks.Select(r => r.Batches(0).SelectMany(b => b).ToArray()).ToArray();
            return ranks.All(r => r.Batches(0).Count == r.BatchCount)
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
}
