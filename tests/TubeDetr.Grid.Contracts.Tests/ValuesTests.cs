using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Contracts.Tests;

public sealed class ValuesTests
{
    [Theory]
    [InlineData(0, "s1-01")]
    [InlineData(98, "s1-99")]
    [InlineData(1233, "s1-1234")]
    public void ExperimentIdOf_Index_IsCountedFromOne(int index, string expected) => Assert.Equal(expected, ExperimentId.Of(new SweepId("s1"), index).ToString());

    [Theory]
    [InlineData("s1-01", "s1", 0)]
    [InlineData("s1-1234", "s1", 1233)]
    [InlineData("my-sweep-07", "my-sweep", 6)]
    [InlineData("nothing", "nothing", -1)]
    [InlineData("s1-", "s1", -1)]
    public void ExperimentId_Parts_AreItsSweepAndItsPlace(string id, string sweep, int index) =>
        Assert.Equal((new SweepId(sweep), index), (new ExperimentId(id).Sweep, new ExperimentId(id).Index));

    [Fact]
    public void SweepIdNewRandom_Many_AreDistinctWords()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => SweepId.NewRandom().Value).ToList();

        Assert.Equal(50, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Matches("^s[a-z2-9]{5}$", id));
    }

    [Theory]
    [InlineData(true, 0.5, 0.4, true)]
    [InlineData(true, 0.4, 0.5, false)]
    [InlineData(false, 0.4, 0.5, true)]
    [InlineData(false, 0.5, 0.5, false)]
    [InlineData(true, double.NaN, 0.1, false)]
    [InlineData(true, double.PositiveInfinity, 0.1, false)]
    public void IsBetter_TwoValues_FollowsTheDirection(bool maximize, double value, double best, bool expected) =>
        Assert.Equal(expected, new Objective("viou", maximize).IsBetter(value, best));

    [Fact]
    public void IsBetter_NothingYet_AnythingFiniteIs() => Assert.True(new Objective("loss", Maximize: false).IsBetter(1e9, null));

    [Fact]
    public void HyperParameterValue_IntegerAndNumber_AreNotEqual() => Assert.NotEqual(HyperParameterValue.Of(4), HyperParameterValue.Of(4.0));

    [Fact]
    public void HyperParameterSet_OrderOfSetting_DoesNotMatter()
    {
        var (a, b) = (HyperParameterValue.Of(1), HyperParameterValue.Of("x"));
        var (first, second) = (HyperParameterSet.Empty.With("a", a).With("b", b), HyperParameterSet.Empty.With("b", b).With("a", a));

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, first.With("a", HyperParameterValue.Of(2)));
    }
}
