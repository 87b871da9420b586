using CsCheck;
using TubeDetr.Data.Randomness;

namespace TubeDetr.Data.Tests.Randomness;

public sealed class HashRandomTests
{
    [Fact]
    public void Draws_AnyKey_StayInRange() => Gen.Select(Gen.Long, Gen.Int[1, 1000], Gen.Int[-50, 50], Gen.Int[0, 100]).Sample((key, end, low, span) =>
    {
        var random = new HashRandom(key);
        return random.Below(end) is var b && b >= 0 && b < end
            && random.Between(low, low + span) is var d && d >= low && d <= low + span
            && random.NextDouble() is >= 0 and < 1;
    });

    [Fact]
    public void Below_ManyDraws_AreUniform()
    {
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[new HashRandom(42, 0, 1, i).Below(10)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));
    }

    [Fact]
    public void Hash_OrderAndLength_Matter()
    {
        Assert.NotEqual(HashRandom.Hash(1, 2), HashRandom.Hash(2, 1));
        Assert.NotEqual(HashRandom.Hash(1), HashRandom.Hash(1, 0));
        Assert.Equal(HashRandom.Hash(1, 2), HashRandom.Hash(1, 2));
    }
}
