using CsCheck;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Samplers;

public sealed class GridSamplerTests
{
    private readonly GridSampler _sampler = new();

    [Fact]
    public void Propose_PlainSpace_TriesEachCellOnceWithTheLastFastest()
    {
        var space = Some.Space(Some.Choice("a", "x", "y"), Some.Integer("b", 3, 5));

        Assert.Equal(["x/3", "x/4", "x/5", "y/3", "y/4", "y/5"], All(space).Select(set => $"{set.Values["a"]}/{set.Values["b"]}"));
    }

    [Fact]
    public void Propose_Condition_DoesNotMultiplyWhereItDoesNotApply()
    {
        var space = Some.Space(Some.Choice("optimizer", "sgd", "adam"), Some.Integer("warmup", 1, 3, Some.Is("optimizer", "sgd")));

        Assert.Equal(["1/sgd", "2/sgd", "3/sgd", "adam"], All(space).Select(set => string.Join('/', set.Values.Values.OrderBy(value => value.Text, StringComparer.Ordinal))));
    }

    [Fact]
    public void Propose_ConditionsAndConstraints_GivesEachAllowedCellOnce() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 3]).Sample(
            (a, b, c) =>
            {
                var space = new SearchSpace(
                    [Some.Integer("c", 1, c, Some.Compare("a", Comparison.Less, "b")), Some.Integer("a", 1, a), Some.Integer("b", 1, b)],
                    [new SearchConstraint("a <> 2", 1, new Condition.Compared(new Term.Named("a"), Comparison.NotEqual, new Term.Literal(HyperParameterValue.Of(2))))]);
                var expected = Enumerable.Range(1, a).Where(x => x != 2).Sum(x => Enumerable.Range(1, b).Sum(y => x < y ? c : 1));

                Assert.Equal(expected, All(space).Distinct().Count());
                Assert.Equal(expected, _sampler.Count(space));
            },
            iter: 40);

    [Fact]
    public void Count_NoEndOfValues_IsNone() => Assert.Null(_sampler.Count(Some.Space(Some.Uniform("lr"))));

    private List<HyperParameterSet> All(SearchSpace space) => [.. Enumerable.Range(0, (int)_sampler.Count(space)!).Select(index => _sampler.Propose(space, 0, index, []))];
}
