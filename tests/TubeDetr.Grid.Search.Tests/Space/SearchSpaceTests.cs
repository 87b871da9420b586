using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Space;

public sealed class SearchSpaceTests
{
    [Fact]
    public void At_ConditionThatHolds_HasTheParameter()
    {
        var space = Some.Space(Some.Uniform("momentum", when: Some.Is("optimizer", "sgd")), Some.Choice("optimizer", "sgd", "adam"));

        Assert.Equal(["momentum", "optimizer"], space.At(_ => 0.25).Values.Keys);
        Assert.Equal(["optimizer"], space.At(_ => 0.75).Values.Keys);
    }

    [Fact]
    public void At_ConditionOnWhatIsAbsent_DoesNotHold()
    {
        var space = Some.Space(
            Some.Choice("optimizer", "sgd", "adam"),
            Some.Uniform("momentum", when: Some.Is("optimizer", "sgd")),
            Some.Uniform("damping", when: new Condition.Not(Some.Compare("momentum", Comparison.Less, "momentum"))));

        Assert.Equal(["optimizer"], space.At(_ => 0.75).Values.Keys);
    }

    [Fact]
    public void At_SameAs_IsTheOthersValueAsItsOwnType()
    {
        var set = Some.Space(Some.SameAs("lr", "layers"), Some.Integer("layers", 3, 3)).At(_ => 0);

        Assert.Equal(HyperParameterValue.Of(3.0), set.Values["lr"]);
    }

    [Fact]
    public void At_Probabilities_AreKept()
    {
        var space = new SearchSpace([new SearchParameter("ema", 1, new SearchDomain.Choice([HyperParameterValue.Of(false), HyperParameterValue.Of(true)], [1, 3]))]);

        Assert.Equal(250, Enumerable.Range(0, 1000).Count(place => space.At(_ => place / 1000.0).Values["ema"].Text is "false"));
    }

    [Fact]
    public void Allows_ConstraintOnWhatIsAbsent_Holds()
    {
        var space = new SearchSpace([Some.Choice("optimizer", "adam"), Some.Uniform("momentum", when: Some.Is("optimizer", "sgd"))], [Some.Where("momentum", Comparison.Less, "momentum")]);

        Assert.True(space.Allows(space.At(_ => 0)));
    }

    [Fact]
    public void Allows_Calculated_Compares()
    {
        var doubled = new Term.Calculated(new Term.Named("lr_backbone"), Arithmetic.Times, new Term.Literal(HyperParameterValue.Of(2)));
        var space = new SearchSpace(
            [Some.Uniform("lr"), Some.Uniform("lr_backbone")],
            [new SearchConstraint("lr_backbone * 2 <= lr", 1, new Condition.Compared(doubled, Comparison.AtMost, new Term.Named("lr")))]);

        Assert.True(space.Allows(space.At(parameter => parameter.Name is "lr" ? 0.8 : 0.4)));
        Assert.False(space.Allows(space.At(parameter => parameter.Name is "lr" ? 0.7 : 0.4)));
    }

    [Fact]
    public void Faults_NamesThatAreNotThereAndCircles_AreAllTold()
    {
        var space = new SearchSpace(
            [Some.Uniform("a", when: Some.Is("b", "1")), Some.Uniform("b", when: Some.Is("a", "1")), Some.Uniform("c", when: Some.Is("momentun", "1"))],
            [Some.Where("a", Comparison.Less, "learning_rate")]);

        Assert.Equal(
            [
                "a: depends on itself, by way of b", "b: depends on itself, by way of a", "c: depends on momentun, which this sweep has no values for",
                "where: a Less learning_rate: this sweep has no values for learning_rate",
            ],
            space.Faults.Select(fault => fault.Message));
    }
}
