using CsCheck;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Samplers;

public sealed class RandomSamplerTests
{
    [Fact]
    public void Propose_AnySeedAndPlace_FulfilsTheSpace() => Gen.Select(Gen.Long, Gen.Int[0, 100_000]).Sample(
        (seed, index) =>
        {
            var set = new RandomSampler().Propose(Some.Everything, seed, index, []);
            Assert.True(Some.Everything.Allows(set));
            Assert.Equal(set.Values["optimizer"].Text is "sgd", set.Values.ContainsKey("momentum"));
            Assert.Equal(set.Values["lr_backbone"], set.Values["text_encoder_lr"]);
        },
        iter: 300);

    [Fact]
    public void Propose_AnotherParameterAdded_KeepsTheValues()
    {
        var few = new RandomSampler().Propose(Some.Space(Some.Uniform("lr")), 3, 5, []);
        var more = new RandomSampler().Propose(Some.Space(Some.Uniform("dropout"), Some.Uniform("lr")), 3, 5, []);

        Assert.Equal(few.Values["lr"], more.Values["lr"]);
    }

    [Theory]
    [InlineData(0, 0, "lr", 0.4258787883970041)]
    [InlineData(3, 7, "lr", 0.8677731424827482)]
    [InlineData(-1, 12, "batch_size", 0.30505534655033917)]
    public void Propose_OneParameter_IsTheSameInEveryVersion(long seed, int index, string name, double expected) =>
        Assert.Equal(expected, new RandomSampler().Propose(Some.Space(Some.Uniform(name)), seed, index, []).Values[name].Number);

    [Fact]
    public void Propose_ConstraintThatNothingFulfils_SaysSo()
    {
        var space = new SearchSpace([Some.Uniform("lr")], [Some.Where("lr", Comparison.Less, "lr")]);

        Assert.Contains("lr Less lr", Assert.Throws<InvalidOperationException>(() => new RandomSampler().Propose(space, 0, 0, [])).Message, StringComparison.Ordinal);
    }
}
