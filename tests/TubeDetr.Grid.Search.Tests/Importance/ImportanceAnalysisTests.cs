using System.Collections.Immutable;
using CsCheck;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Importance;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Importance;

public sealed class ImportanceAnalysisTests
{
    private static readonly SearchSpace Three = Some.Space(Some.Uniform("a"), Some.Uniform("b"), Some.Uniform("c"));

    [Fact]
    public void Of_AnAdditiveFunction_GivesTheSharesOfItsVariance()
    {
        var importance = Analyse(Three, 250, set => (2 * set["a"]) + set["b"]);

        AssertShare(0.8, importance, "a", 0.05);
        AssertShare(0.2, importance, "b", 0.05);
        AssertShare(0, importance, "c", 0.01);
        Assert.True(importance.Pairs.Sum(pair => pair.Share) < 0.06, string.Join(", ", importance.Pairs));
        Assert.True(importance.Explained > 0.9);
        Assert.Empty(importance.Notes);
    }

    [Fact]
    public void Of_AProduct_FindsThatTwoMatterTogether()
    {
        var importance = Analyse(Three, 400, set => (set["a"] - 0.5) * (set["b"] - 0.5));

        Assert.Equal(("a", "b"), (importance.Pairs[0].First, importance.Pairs[0].Second));
        Assert.True(importance.Pairs[0].Share > 0.75, importance.Pairs[0].ToString());
        Assert.All(importance.Knobs, knob => Assert.True(knob.Share < 0.1, knob.ToString()));
    }

    [Fact]
    public void Of_AFunctionOfLogarithms_LooksAtTheScaleOfTheSearch()
    {
        var space = Some.Space(Some.Number("lr", DistributionShape.LogUniformValues, 1e-5, 1e-1), Some.Uniform("b"));
        var importance = Analyse(space, 250, set => (Math.Log10(set["lr"]) / 4) + set["b"]);

        AssertShare(0.5, importance, "lr", 0.06);
        AssertShare(0.5, importance, "b", 0.06);
    }

    [Fact]
    public void Of_WordsWithProbabilities_WeighsThemAsTheSearchDoes()
    {
        var likely = new SearchParameter("optimizer", 1, new SearchDomain.Choice([HyperParameterValue.Of("sgd"), HyperParameterValue.Of("adam")], [1, 9]));
        var importance = Analyse(Some.Space(likely, Some.Uniform("b")), 300, set => (set.Word("optimizer") is "sgd" ? 1 : 0) + set["b"]);

        // p (1 - p) = 0.09 against 1/12.
        AssertShare(0.09 / (0.09 + (1 / 12.0)), importance, "optimizer", 0.08);
    }

    [Fact]
    public void Of_AConditionalParameter_CountsItWhereItApplies()
    {
        var space = Some.Space(Some.Choice("optimizer", "sgd", "adam", "lion"), Some.Uniform("momentum", when: Some.Is("optimizer", "sgd")));
        var importance = Analyse(space, 400, set => set.Word("optimizer") is "sgd" ? set["momentum"] : 0);

        AssertShare(2 / 3.0, importance, "optimizer", 0.06);
        AssertShare(1 / 9.0, importance, "momentum", 0.06);
        Assert.Equal(2 / 9.0, importance.Pairs[0].Share, 0.06);
    }

    [Fact]
    public void Of_NumbersFromAList_KeepsTheirOrder()
    {
        var layers = new SearchParameter("layers", 1, new SearchDomain.Choice([HyperParameterValue.Of(6L), HyperParameterValue.Of(2L), HyperParameterValue.Of(4L)]));
        var importance = Analyse(Some.Space(layers, Some.Uniform("b")), 200, set => set["layers"]);

        AssertShare(1, importance, "layers", 0.03);
    }

    [Fact]
    public void Of_MoreThanTheSearchVaries_LeavesConstantsAndFollowersOut()
    {
        var importance = Analyse(Some.Space(Some.Uniform("a"), Some.SameAs("b", "a"), Some.Choice("word", "only")), 50, set => set["a"]);

        Assert.Equal(["a"], importance.Knobs.Select(knob => knob.Name));
    }

    [Fact]
    public void Of_Chance_SaysThatItMayBeChance()
    {
        var importance = Analyse(Three, 60, set => SeededUnit.Of(1, (long)(set["a"] * 1e9), "noise"));

        Assert.Contains(importance.Notes, note => note.StartsWith("the model explains", StringComparison.Ordinal) && note.EndsWith("may be chance", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_FewExperiments_SaysHowManyAreEnough() =>
        Assert.Contains("only 12 experiments for 3 hyper-parameters: the order may change with more; 30 are enough to rely on it", Analyse(Three, 12, set => set["a"]).Notes);

    [Theory]
    [InlineData(0, "0 experiments with a value: 4 are the least from which anything can be said")]
    [InlineData(1, "1 experiment with a value: 4 are the least from which anything can be said")]
    [InlineData(9, "all 9 experiments have the same value, so nothing can be said about what matters")]
    public void Of_TooLittle_SaysWhyThereIsNothingToSay(int count, string note)
    {
        var importance = Analyse(Three, count, _ => 1);

        Assert.Empty(importance.Knobs);
        Assert.Equal([note], importance.Notes);
    }

    [Fact]
    public void Of_ExperimentsThatFailedWerePrunedOrLeftTheSpace_SaysHowTheyCount()
    {
        var samples = Samples(Three, 40, set => set["a"]).Select((sample, place) => place switch
        {
            0 => sample with { Value = null },
            1 => sample with { Value = double.NaN },
            2 => sample with { IsPruned = true },
            _ => sample,
        });
        var layers = Some.Space([.. Three.Parameters, Some.Choice("word", "x", "y")]);
        var foreign = samples.Append(new ImportanceSample(99, HyperParameterSet.Empty.With("word", HyperParameterValue.Of("z")), 1, false));

        var importance = ImportanceAnalysis.Of(layers, "viou", foreign);

        Assert.Equal(38, importance.Experiments);
        Assert.Equal(
            ["2 experiments without a value are left out", "1 experiment with values outside the search space is left out", "1 experiment ended early and counts with what it had shown by then"],
            importance.Notes.TakeLast(3));
    }

    [Fact]
    public void Of_OneThatWentAstray_StillExplainsTheOthers()
    {
        var astray = Samples(Three, 200, set => set["a"]).Select((sample, place) => place == 7 ? sample with { Value = 1e9 } : sample);

        AssertShare(1, ImportanceAnalysis.Of(Three, "loss", astray), "a", 0.12);
    }

    [Fact]
    public void Of_TheSameInAnotherOrder_IsTheSame()
    {
        var samples = Samples(Some.Everything, 60, set => Math.Log10(set["lr"])).ToList();

        var one = ImportanceAnalysis.Of(Some.Everything, "viou", samples, seed: 3);
        var other = ImportanceAnalysis.Of(Some.Everything, "viou", Enumerable.Reverse(samples), seed: 3);

        Assert.Equal(one.Knobs, other.Knobs);
        Assert.Equal(one.Pairs, other.Pairs);
        Assert.Equal(one.Explained, other.Explained);
    }

    [Fact]
    public void Of_AnyValues_GivesSharesOfOne() => Gen.Select(Gen.Double[-1e3, 1e3].Array[4, 30], Gen.Long[0, 1000]).Sample(
        (values, seed) =>
        {
            var samples = values.Select((value, index) => new ImportanceSample(index, RandomSet(Some.Everything, seed, index), value, false));
            var importance = ImportanceAnalysis.Of(Some.Everything, "viou", samples, seed);
            Assert.All(importance.Knobs.Select(knob => knob.Share).Concat(importance.Pairs.Select(pair => pair.Share)).Append(importance.Explained), share => Assert.InRange(share, 0, 1));
            Assert.All(importance.Knobs, knob => Assert.InRange(knob.Spread, 0, 1));
            Assert.True(importance.Knobs.Sum(knob => knob.Share) + importance.Pairs.Sum(pair => pair.Share) <= 1 + 1e-9);
        },
        iter: 6);

    private static SweepImportance Analyse(SearchSpace space, int count, Func<Values, double> value) => ImportanceAnalysis.Of(space, "viou", Samples(space, count, value));

    private static IEnumerable<ImportanceSample> Samples(SearchSpace space, int count, Func<Values, double> value) => Enumerable.Range(0, count)
        .Select(index => (index, set: RandomSet(space, 5, index)))
        .Select(drawn => new ImportanceSample(drawn.index, drawn.set, value(new Values(drawn.set)), false));

    private static HyperParameterSet RandomSet(SearchSpace space, long seed, int index) => space.At(parameter => SeededUnit.Of(seed, index, parameter.Name));

    private static void AssertShare(double expected, SweepImportance importance, string name, double tolerance) =>
        Assert.Equal(expected, importance.Knobs.Single(knob => string.Equals(knob.Name, name, StringComparison.Ordinal)).Share, tolerance);

    private sealed record Values(HyperParameterSet Set)
    {
        public double this[string name] => Set.Values[name].Number;

        public string Word(string name) => Set.Values[name].Text;
    }
}
