using TubeDetr.Grid.Cli.Searching;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Cli.Tests.Searching;

public sealed class SearchFunctionTests
{
    public static TheoryData<string, double[], double> Minima => new()
    {
        { "branin", [Math.PI, 2.275], 0.397887 },
        { "hartmann6", [0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573], -3.32237 },
        { "ackley10", new double[10], 0 },
    };

    [Theory]
    [MemberData(nameof(Minima))]
    public void Value_AtTheMinimum_IsThePublishedOne(string name, double[] point, double expected)
    {
        var set = HyperParameterSet.Empty;
        foreach (var (at, value) in point.Index())
        {
            set = set.With($"x{at + 1}", HyperParameterValue.Of(value));
        }

        Assert.Equal(expected, SearchFunction.All.Single(function => string.Equals(function.Name, name, StringComparison.Ordinal)).Value(set), 5);
    }

    [Fact]
    public void Value_OfMixed_IsNothingAtItsMinimum()
    {
        var set = HyperParameterSet.Empty.With("optimizer", HyperParameterValue.Of("adam")).With("lr", HyperParameterValue.Of(Math.Pow(10, -3.5))).With("layers", HyperParameterValue.Of(4));

        Assert.Equal(0, SearchFunction.All.Single(function => function.Name is "mixed").Value(set), 12);
    }
}
