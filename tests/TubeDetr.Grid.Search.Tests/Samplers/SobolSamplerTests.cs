using CsCheck;
using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Search.Tests.Samplers;

public sealed class SobolSamplerTests
{
    private readonly SobolSampler _sampler = new();

    [Fact]
    public void Propose_AnySeedAndPlace_FulfilsTheSpace() => Gen.Select(Gen.Long, Gen.Int[0, 100_000]).Sample(
        (seed, index) =>
        {
            var set = _sampler.Propose(Some.Everything, seed, index, []);
            Assert.True(Some.Everything.Allows(set));
            Assert.Equal(set.Values["optimizer"].Text is "sgd", set.Values.ContainsKey("momentum"));
        },
        iter: 200);

    [Fact]
    public void Propose_ThreeCategories_AreTriedAlmostAlike() =>
        Assert.All(
            Enumerable.Range(0, 64).CountBy(index => _sampler.Propose(Some.Space(Some.Choice("a", "x", "y", "z")), 5, index, []).Values["a"]),
            category => Assert.InRange(category.Value, 20, 23));

    [Fact]
    public void Propose_MoreParametersThanDimensions_HasThemAll() =>
        Assert.Equal(30, _sampler.Propose(Some.Space([.. Enumerable.Range(0, 30).Select(place => Some.Uniform($"p{place}"))]), 1, 3, []).Values.Count);
}
